import type { Call, Expr } from '../python/ast.ts';
import type { AugAssign } from '../python/ast-statements.ts';
import { childrenOf, type Node } from '../python/walk.ts';
import { callsBelow, isWritten, mentions, within } from './fix/scope.ts';
import type { Site } from './site.ts';

/**
 * The variable that `total += loss` or `history.append(loss)` keeps, when `backward` is called on that very variable in
 * the same loop: what was differentiated once is kept for display only.
 */
export function keptForDisplay(site: Site): Expr | undefined {
  const chain = chainAt(site);
  const value = keptValue(chain.at(-1));
  const loop = chain.findLast(({ kind }) => kind === 'For' || kind === 'While');
  if (value?.kind !== 'Name' || loop === undefined) return undefined;
  const kept = callsBelow(loop).some(
    (call) => differentiates(call, value.id) && !isReplaced(loop, value.id, call, site),
  );
  return kept ? value : undefined;
}

/** Whether the variable is given another value between `backward` and the place that keeps it: `loss = loss.detach()`. */
const isReplaced = (loop: Node, id: string, call: Call, { start }: Site): boolean =>
  call.end < start && isWritten(loop, id, call.end, start);

/** The nodes from a top-level statement down to the one that lies exactly at a site. */
function chainAt({ unit, start, end }: Site): Node[] {
  let level: readonly Node[] = unit.body;
  const chain: Node[] = [];
  for (;;) {
    const next = level.find((node) => node.start <= start && node.end >= end);
    if (next === undefined) return [];
    chain.push(next);
    if (isKeeping(next) && next.start === start && next.end === end) return chain;
    level = childrenOf(next);
  }
}

const isKeeping = ({ kind }: Node): boolean => kind === 'AugAssign' || kind === 'Call';

function keptValue(node: Node | undefined): Expr | undefined {
  if (node?.kind === 'AugAssign') return (node as AugAssign).value;
  return node?.kind === 'Call' ? (node as Call).args[0]?.value : undefined;
}

/** `loss.backward()`, `(loss / n).backward()`, `scaler.scale(loss).backward()`, `accelerator.backward(loss)`. */
function differentiates(call: Call, id: string): boolean {
  const { func } = call;
  return (
    func.kind === 'Attribute' &&
    func.attr === 'backward' &&
    mentions(call, id).some((name) => within(call, name))
  );
}
