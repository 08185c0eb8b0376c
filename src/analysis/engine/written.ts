import type { Call, Expr } from '../../python/ast.ts';

/** The only argument of a call of a builtin. */
export function argumentOf(node: Expr, name: string): Expr | undefined {
  if (node.kind !== 'Call' || node.func.kind !== 'Name' || node.func.id !== name) return undefined;
  return only(node);
}

const only = ({ args: [first, ...others] }: Call): Expr | undefined =>
  others.length === 0 ? first?.value : undefined;

/** Two names, attributes or lengths written alike. */
export function isSame(a: Expr, b: Expr): boolean {
  if (a.kind === 'Name') return b.kind === 'Name' && a.id === b.id;
  if (a.kind === 'Attribute') return b.kind === 'Attribute' && a.attr === b.attr && isSame(a.value, b.value);
  const [left, right] = [argumentOf(a, 'len'), argumentOf(b, 'len')];
  return left !== undefined && right !== undefined && isSame(left, right);
}
