/** A node on the way of the depth-first walk, with what is left to look at below it. */
interface Visit {
  readonly node: string;
  readonly rest: Iterator<string>;
}

/**
 * The strongly connected components of a graph (Tarjan 1972), each before those that its arrows lead to: of an import
 * graph, the files that import come before what they import, and files that import each other come together.
 */
export function components(
  nodes: Iterable<string>,
  arrowsOf: (node: string) => Iterable<string>,
): string[][] {
  return new Walk(arrowsOf).run(nodes).reverse();
}

class Walk {
  readonly #arrowsOf: (node: string) => Iterable<string>;
  readonly #index = new Map<string, number>();
  /** The least index of a node that is still open and can be reached. */
  readonly #low = new Map<string, number>();
  readonly #open = new Set<string>();
  readonly #stack: string[] = [];
  readonly #path: Visit[] = [];
  readonly #found: string[][] = [];

  constructor(arrowsOf: (node: string) => Iterable<string>) {
    this.#arrowsOf = arrowsOf;
  }

  run(nodes: Iterable<string>): string[][] {
    for (const node of nodes) {
      if (this.#index.has(node)) continue;
      this.#enter(node);
      while (this.#path.length > 0) this.#advance();
    }
    return this.#found;
  }

  #enter(node: string): void {
    this.#low.set(node, this.#index.size);
    this.#index.set(node, this.#index.size);
    this.#open.add(node);
    this.#stack.push(node);
    this.#path.push({ node, rest: this.#arrowsOf(node)[Symbol.iterator]() });
  }

  #advance(): void {
    const visit = this.#path.at(-1);
    if (visit === undefined) return;
    const next = visit.rest.next();
    if (next.done === true) this.#leave(visit.node);
    else if (!this.#index.has(next.value)) this.#enter(next.value);
    else if (this.#open.has(next.value)) this.#lower(visit.node, this.#index.get(next.value));
  }

  #leave(node: string): void {
    this.#path.pop();
    const above = this.#path.at(-1);
    if (above !== undefined) this.#lower(above.node, this.#low.get(node));
    if (this.#low.get(node) !== this.#index.get(node)) return;
    const component = this.#stack.splice(this.#stack.lastIndexOf(node));
    for (const member of component) this.#open.delete(member);
    this.#found.push(component);
  }

  #lower(node: string, to: number | undefined): void {
    const known = this.#low.get(node);
    if (to !== undefined && known !== undefined && to < known) this.#low.set(node, to);
  }
}
