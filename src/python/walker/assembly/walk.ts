// AssemblyScript: compiled to ../walk.wasm by `node test/kernel/build.mjs`. Lives in the memory of web-tree-sitter's
// runtime and calls its functions directly: JavaScript would cross into WebAssembly several times for every node.

import {
  free,
  malloc,
  NODE,
  startIndex,
  toNode,
  transfer,
  ts_node_descendant_count_wasm,
  ts_node_end_index_wasm,
  ts_node_named_children_wasm,
  ts_node_symbol_wasm,
  ts_tree_root_node_wasm,
} from './runtime';

/** An entry of the result: kind, start, end, and the number of the first entry behind the node's subtree. */
const ENTRY: usize = 16;
/** Before the entries lie the result itself and the frame of the root. */
const HEADER: usize = 32;

@unmanaged
class Result {
  /** How many entries there are so far. */
  count: usize;
  tree: usize;
  kinds: usize;
}

/** A node whose children are being walked. Trees may be deep, so it lies on no stack but where the node was listed. */
@unmanaged
class Frame {
  list: usize;
  next: usize;
  end: usize;
  entry: usize;
  outer: usize;
}

/**
 * Lists the named nodes of a tree in preorder; 0 when there is no memory for it. `kinds` has a 16-bit number for every
 * type id: 0 for nodes that are left out with all below them, else twice the kind, and 1 more when its children count.
 */
export function walk(tree: usize, kinds: usize): usize {
  ts_tree_root_node_wasm(tree);
  const address = malloc(HEADER + ts_node_descendant_count_wasm(tree) * ENTRY);
  if (!address) return 0;
  const result = changetype<Result>(address);
  result.count = 0;
  result.tree = tree;
  result.kinds = kinds;
  let inner = enter(result, address + offsetof<Result>(), 0);
  while (inner) inner = step(result, inner);
  return address;
}

/** Goes on with the next child of a frame, or leaves the frame. Gives the frame to go on with. */
function step(result: Result, inner: usize): usize {
  const frame = changetype<Frame>(inner);
  const node = frame.next;
  if (node === frame.end) return leave(result, frame);
  frame.next = node + NODE;
  toNode(node);
  return enter(result, node, inner);
}

/** Writes the entry of the node in the transfer buffer. Gives the frame to go on with: its own, at `place`, or `outer`. */
function enter(result: Result, place: usize, outer: usize): usize {
  const kind: usize = load<u16>(result.kinds + (ts_node_symbol_wasm(result.tree) << 1));
  if (!kind) return outer;
  const entry = changetype<usize>(result) + HEADER + result.count * ENTRY;
  result.count++;
  store<usize>(entry, kind >> 1);
  store<usize>(entry, startIndex(), 4);
  store<usize>(entry, ts_node_end_index_wasm(result.tree), 8);
  if (kind & 1 && descend(result.tree, place, entry, outer)) return place;
  store<usize>(entry, result.count, 12);
  return outer;
}

/** Opens a frame for the node in the transfer buffer, if it has children. */
function descend(tree: usize, place: usize, entry: usize, outer: usize): bool {
  ts_node_named_children_wasm(tree);
  const count = load<usize>(transfer);
  if (!count) return false;
  const frame = changetype<Frame>(place);
  frame.list = load<usize>(transfer, 4);
  frame.next = frame.list;
  frame.end = frame.list + count * NODE;
  frame.entry = entry;
  frame.outer = outer;
  return true;
}

function leave(result: Result, frame: Frame): usize {
  store<usize>(frame.entry, result.count, 12);
  free(frame.list);
  return frame.outer;
}
