import type { Expr } from './ast.ts';
import type { For, Stmt, While } from './ast-statements.ts';

/** Any node that has a `kind`: statements, expressions, arguments, parameters. */
export interface Node {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'kind' in value && 'start' in value;
}

/** The nodes directly below a node, in no particular order. For rare walks: it looks at every property. */
export function childrenOf(node: object): Node[] {
  const found: Node[] = [];
  for (const value of Object.values(node)) {
    if (isNode(value)) found.push(value);
    else if (Array.isArray(value))
      for (const item of value as unknown[]) {
        if (isNode(item)) found.push(item);
        else if (typeof item === 'object' && item !== null) found.push(...childrenOf(item));
      }
  }
  return found;
}

export const isLoop = (node: Node): node is For | While => node.kind === 'For' || node.kind === 'While';

/** The chain from a top-level statement down to `target`, both included; empty when it is not there. */
export function chainTo(body: readonly (Stmt | Expr)[], target: Node): Node[] {
  const chain: Node[] = [];
  let level: readonly Node[] = body;
  for (;;) {
    const next = level.find((node) => node === target) ?? level.find((node) => encloses(node, target));
    if (next === undefined) return [];
    chain.push(next);
    if (next === target) return chain;
    level = childrenOf(next);
  }
}

function encloses(outer: Node, inner: Node): boolean {
  const decorated = 'decorators' in outer && Array.isArray(outer.decorators) && outer.decorators.length > 0;
  return (outer.start <= inner.start && outer.end >= inner.end) || (decorated && contains(outer, inner));
}

function contains(outer: Node, inner: Node): boolean {
  return childrenOf(outer).some((child) => child === inner || encloses(child, inner));
}
