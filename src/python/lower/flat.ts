/**
 * The named nodes of a syntax tree in preorder. Four numbers of `nodes` are one node: its kind as a place in `names`,
 * the text offsets of its start and end, and `next`. The subtree of node `i` is the nodes `i` to `next - 1`; its first
 * child is `i + 1`, and the `next` of a child is its next sibling.
 */
export interface FlatTree {
  readonly nodes: Int32Array;
  readonly names: readonly string[];
}
