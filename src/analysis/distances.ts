import type { BinOp, Call, Expr } from '../python/ast.ts';
import { chainTo, type Node } from '../python/walk.ts';
import { calleeName } from './fix/call.ts';
import { assignedName, functionAround, mentions } from './fix/scope.ts';
import type { Unit } from './site.ts';

/**
 * Whether a difference is squared or taken without its sign and then averaged or summed, as in a regression loss that is
 * written by hand: `((p - y) ** 2).mean()`, or the same of the variable that the difference is given to.
 */
export function isRegressionLoss(unit: Unit, difference: BinOp): boolean {
  const name = assignedName(unit, difference);
  const around = functionAround(unit, difference);
  const places: readonly Node[] =
    name === undefined || around === undefined ? [difference] : mentions(around, name.id);
  return places.some((place) => isAveragedDistance(chainTo(unit.body, place)));
}

/** Looks from the last node of a chain outwards, as far as its expression goes. */
function isAveragedDistance(chain: readonly Node[]): boolean {
  let isDistance = false;
  for (let i = chain.length - 2; i >= 0; i--) {
    const [node, inner] = [chain[i], chain[i + 1]];
    if (node === undefined || inner === undefined || endsExpression.has(node.kind)) return false;
    if (node.kind === 'BinOp' && (node as BinOp).op === '**' && (node as BinOp).left === inner)
      isDistance = true;
    if (node.kind !== 'Call') continue;
    const name = calleeName(node as Call);
    if (distances.test(name)) isDistance = true;
    else if (isDistance && averages.test(name)) return true;
  }
  return false;
}

const endsExpression: ReadonlySet<string> = new Set<Expr['kind'] | 'Assign'>([
  'Assign',
  'Lambda',
  'ListComp',
]);
const distances = /^(?:pow|square|abs|absolute)_?$/;
const averages = /^(?:reduce_)?(?:mean|sum)$/;
