import type { Arg, Expr } from '../../python/ast.ts';
import type { SiteEdit } from '../rule.ts';
import type { CallSite } from '../site.ts';
import { argumentNamed, quoted, replace, setKeyword } from './edits.ts';

/** The old flags that a call names and that say something. */
export const flagsIn = ({ call }: CallSite): readonly Arg[] =>
  call.args.filter(({ name, value }) => isFlag(name) && !isNone(value));

const isFlag = (name: string | null): boolean => name === 'size_average' || name === 'reduce';

const isNone = (node: Expr): boolean => node.kind === 'Constant' && node.value === null;

/** Sets `reduction`, in the place of the old flags where there are some. */
export function setReduction(at: CallSite, reduction: string): readonly SiteEdit[] {
  const { unit, call } = at;
  const text = quoted(unit, reduction);
  const [first, second] = flagsIn(at);
  if (first === undefined || argumentNamed(call, 'reduction') !== undefined)
    return [setKeyword(at, 'reduction', text)];
  const rest = second === undefined ? [] : [replace(unit, { start: first.end, end: second.end }, '')];
  return [replace(unit, first, `reduction=${text}`), ...rest];
}
