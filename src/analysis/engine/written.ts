import type { Call, Expr } from '../../python/ast.ts';

/** Whether a node calls a builtin: `zip(…)`. */
export const calls = (node: Expr, name: string): node is Call =>
  node.kind === 'Call' && node.func.kind === 'Name' && node.func.id === name;

/** The only argument of a call of a builtin. */
export const argumentOf = (node: Expr, name: string): Expr | undefined =>
  calls(node, name) ? only(node) : undefined;

const only = ({ args: [first, ...others] }: Call): Expr | undefined =>
  others.length === 0 ? first?.value : undefined;

/** Two names, attributes or lengths written alike. */
export function isSame(a: Expr, b: Expr): boolean {
  if (a.kind === 'Name') return b.kind === 'Name' && a.id === b.id;
  if (a.kind === 'Attribute') return b.kind === 'Attribute' && a.attr === b.attr && isSame(a.value, b.value);
  const [left, right] = [argumentOf(a, 'len'), argumentOf(b, 'len')];
  return left !== undefined && right !== undefined && isSame(left, right);
}
