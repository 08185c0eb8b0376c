import type { Invalid } from '../ast.ts';
import type { SyntaxProblem } from '../ast-statements.ts';
import type { FlatTree } from './flat.ts';

/** Nesting beyond this is left out as `Invalid`, so that no text can exhaust the stack. */
const maxDepth = 400;

/**
 * A flat tree under lowering, with its text; the small vocabulary in which the lowering functions are written. They write
 * `start` and `end` of what they make one by one: an object that is made by spreading another is half as large again.
 */
export class LoweringContext {
  readonly text: string;
  readonly problems: SyntaxProblem[] = [];
  readonly size: number;
  readonly #nodes: Int32Array;
  readonly #kinds: readonly string[];
  readonly #names = new Map<string, string>();
  #depth = 0;

  constructor({ nodes, names }: FlatTree, text: string) {
    this.size = nodes.length / 4;
    this.#nodes = nodes;
    this.#kinds = names;
    this.text = text;
  }

  kind(node: number): string {
    return this.#kinds[this.#nodes[4 * node] as number] as string;
  }

  start(node: number): number {
    return this.#nodes[4 * node + 1] as number;
  }

  end(node: number): number {
    return this.#nodes[4 * node + 2] as number;
  }

  next(node: number): number {
    return this.#nodes[4 * node + 3] as number;
  }

  textOf(node: number): string {
    return this.text.slice(this.start(node), this.end(node));
  }

  /** The text of a name: one string, however often the name is written. */
  nameOf(node: number): string {
    const written = this.textOf(node);
    const known = this.#names.get(written);
    if (known !== undefined) return known;
    this.#names.set(written, written);
    return written;
  }

  /**
   * Children without errors; what could not be read is noted as a problem. To be taken apart as `{ 0: first, 1: second }`
   * where that is done often: `[first, second]` iterates, which costs more than the rest of lowering a node.
   */
  children(node: number): number[] {
    const found: number[] = [];
    const end = this.next(node);
    for (let child = node + 1; child < end; child = this.next(child)) {
      if (this.kind(child) === 'ERROR') this.note(child);
      else found.push(child);
    }
    return found;
  }

  /** Every child, errors too. */
  allChildren(node: number): number[] {
    const found: number[] = [];
    const end = this.next(node);
    for (let child = node + 1; child < end; child = this.next(child)) found.push(child);
    return found;
  }

  note(node: number): void {
    this.problems.push({ start: this.start(node), end: this.end(node), message: 'This is not Python' });
  }

  invalid(node: number): Invalid {
    return { kind: 'Invalid', start: this.start(node), end: this.end(node) };
  }

  /** Goes one level deeper, and tells whether the nesting allows it; `leave` is to follow when it does. */
  enter(): boolean {
    if (this.#depth >= maxDepth) return false;
    this.#depth++;
    return true;
  }

  leave(): void {
    this.#depth--;
  }
}
