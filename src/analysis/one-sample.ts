import type { Expr } from '../python/ast.ts';
import type { For } from '../python/ast-statements.ts';
import { chainTo } from '../python/walk.ts';
import { calls } from './engine/written.ts';
import { mentions } from './fix/scope.ts';
import type { CallSite } from './site.ts';

/** Whether a call is given one row at a time: `grad(loss)(p, xs[i], ys[i])`, or the rows of `for x, y in zip(xs, ys)`. */
export function takesOneSample(at: CallSite): boolean {
  const given = at.call.args.map(({ value }) => value);
  return given.some(isRow) || given.some((value) => value.kind === 'Name' && comesFromZip(at, value.id));
}

const isRow = (node: Expr): boolean => node.kind === 'Subscript' && node.index.kind === 'Name';

const comesFromZip = ({ unit, call }: CallSite, id: string): boolean =>
  chainTo(unit.body, call).some(
    (node) =>
      node.kind === 'For' &&
      calls((node as For).iter, 'zip') &&
      mentions((node as For).target, id).length > 0,
  );
