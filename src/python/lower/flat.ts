/**
 * The named nodes of a syntax tree in preorder. Node `i` has kind `kinds[i]`, text offsets `starts[i]`–`ends[i]`, and
 * its subtree is the nodes `i` to `nexts[i] - 1`; its first child is `i + 1`, a child's next sibling `nexts[child]`.
 */
export interface FlatTree {
  readonly kinds: readonly string[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly nexts: readonly number[];
}

/** Kinds with nothing below them that lowering needs. */
const leaves = new Set(['identifier', 'integer', 'float', 'string_start', 'string_content', 'string_end']);

export class FlatTreeBuilder {
  readonly #kinds: string[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #nexts: number[] = [];
  readonly #open: number[] = [];

  open(kind: string, start: number, end: number): void {
    this.#open.push(this.#kinds.length);
    this.#kinds.push(kind);
    this.#starts.push(start);
    this.#ends.push(end);
    this.#nexts.push(0);
  }

  descends(kind: string): boolean {
    return !leaves.has(kind);
  }

  close(): void {
    const index = this.#open.pop();
    if (index !== undefined) this.#nexts[index] = this.#kinds.length;
  }

  finish(): FlatTree {
    return { kinds: this.#kinds, starts: this.#starts, ends: this.#ends, nexts: this.#nexts };
  }
}
