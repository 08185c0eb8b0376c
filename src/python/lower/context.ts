import type { Invalid } from '../ast.ts';
import type { SyntaxProblem } from '../ast-statements.ts';
import type { FlatTree } from './flat.ts';

/** Nesting beyond this is left out as `Invalid`, so that no text can exhaust the stack. */
const maxDepth = 400;

/** A flat tree under lowering, with its text; the small vocabulary in which the lowering functions are written. */
export class LoweringContext {
  readonly text: string;
  readonly problems: SyntaxProblem[] = [];
  readonly size: number;
  readonly #nodes: Int32Array;
  readonly #names: readonly string[];
  #depth = 0;

  constructor({ nodes, names }: FlatTree, text: string) {
    this.size = nodes.length / 4;
    this.#nodes = nodes;
    this.#names = names;
    this.text = text;
  }

  kind(node: number): string {
    return this.#names[this.#nodes[4 * node] as number] as string;
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

  /** Children without errors; what could not be read is noted as a problem. */
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

  /** Runs `lower` one level deeper, or gives undefined when the nesting is too deep. */
  nested<T>(lower: () => T): T | undefined {
    if (this.#depth >= maxDepth) return undefined;
    this.#depth++;
    const value = lower();
    this.#depth--;
    return value;
  }
}
