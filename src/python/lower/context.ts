import type { Invalid } from '../ast.ts';
import type { SyntaxProblem } from '../ast-statements.ts';
import type { FlatTree } from './flat.ts';

/** Nesting beyond this is left out as `Invalid`, so that no text can exhaust the stack. */
const maxDepth = 400;

/** A flat tree under lowering, with its text; the small vocabulary in which the lowering functions are written. */
export class LoweringContext {
  readonly text: string;
  readonly problems: SyntaxProblem[] = [];
  readonly #tree: FlatTree;
  #depth = 0;

  constructor(tree: FlatTree, text: string) {
    this.#tree = tree;
    this.text = text;
  }

  get size(): number {
    return this.#tree.kinds.length;
  }

  kind(node: number): string {
    return this.#tree.kinds[node] ?? 'ERROR';
  }

  start(node: number): number {
    return this.#tree.starts[node] ?? 0;
  }

  end(node: number): number {
    return this.#tree.ends[node] ?? 0;
  }

  next(node: number): number {
    return this.#tree.nexts[node] ?? this.size;
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
