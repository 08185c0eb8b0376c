import type { Arg, Call, Expr } from '../../python/ast.ts';
import type { CallSite } from '../site.ts';

/** The text of a call without some of its keyword arguments; undefined when one may hide among positional ones. */
export function textWithout({ unit, call }: CallSite, names: readonly string[]): string | undefined {
  if (call.args.some(({ unpack }) => unpack !== '')) return undefined;
  const dropped = call.args.filter(({ name }) => name !== null && names.includes(name));
  if (dropped.length === 0) return undefined;
  const kept = call.args.filter((arg) => !dropped.includes(arg));
  const textOf = (arg: Arg) => unit.text.slice(arg.start, arg.end);
  return `${unit.text.slice(call.start, call.argsStart)}(${kept.map(textOf).join(', ')})`;
}

/** The last name of what is called: `sum` in `torch.sum(x)`, `x.sum()` and `sum(x)`; empty where it has none. */
export const calleeName = ({ func }: Call): string =>
  func.kind === 'Attribute' ? func.attr : func.kind === 'Name' ? func.id : '';

/** `self.probs` as it is written without spaces; what is no plain path is nobody's name. */
export const dotted = (node: Expr): string =>
  node.kind === 'Name' ? node.id : node.kind === 'Attribute' ? `${dotted(node.value)}.${node.attr}` : '';
