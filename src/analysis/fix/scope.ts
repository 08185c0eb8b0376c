import type { Call, Expr, Name } from '../../python/ast.ts';
import type { Assign, FunctionDef } from '../../python/ast-statements.ts';
import { chainTo, childrenOf, type Node } from '../../python/walk.ts';
import type { CallSite, Unit } from '../site.ts';

/** The innermost function around a node; undefined at module level. */
export function functionAround(unit: Unit, node: Node): FunctionDef | undefined {
  return chainTo(unit.body, node).filter(isFunction).at(-1);
}

/** Whether two calls stand in the same function, or both at the top level of one file. */
export const sameFunction = (a: CallSite, b: CallSite): boolean =>
  a.unit.file === b.unit.file && functionAround(a.unit, a.call) === functionAround(b.unit, b.call);

const isFunction = (node: Node): node is FunctionDef => node.kind === 'FunctionDef';

/** The variable that a statement gives exactly the value of `node`: `p` in `p = softmax(z)`. */
export function assignedName(unit: Unit, node: Node): Name | undefined {
  const statement = chainTo(unit.body, node).at(-2);
  if (statement?.kind !== 'Assign') return undefined;
  const { targets } = statement as Assign;
  const [target] = targets;
  return targets.length === 1 && target?.kind === 'Name' ? target : undefined;
}

/** The assignment of which a mention of a name is a target as it stands: not one of several in a tuple. */
export function assignmentTo(unit: Unit, mention: Name): Assign | undefined {
  const statement = chainTo(unit.body, mention).at(-2);
  if (statement?.kind !== 'Assign') return undefined;
  return (statement as Assign).targets.includes(mention) ? (statement as Assign) : undefined;
}

/** Every mention of a name below a node, read or written. */
export function mentions(below: Node, id: string): Name[] {
  return nodesBelow(below).filter((node): node is Name => node.kind === 'Name' && (node as Name).id === id);
}

/** A node and everything below it. */
export function nodesBelow(node: Node): readonly Node[] {
  const found: Node[] = [node];
  for (const at of found) found.push(...childrenOf(at));
  return found;
}

/** Every call at or below a node. */
export function callsBelow(node: Node): Call[] {
  return nodesBelow(node)
    .filter((at): at is Call => at.kind === 'Call')
    .sort((a, b) => a.start - b.start);
}

export const within = (outer: Node, inner: Node): boolean =>
  outer.start <= inner.start && outer.end >= inner.end;

/** Whether nobody but the call `by` sees what the call `made` returns, so that changing the first changes nothing else. */
export function seenOnlyBy(made: CallSite, by: CallSite): boolean {
  if (made.unit !== by.unit) return false;
  if (within(by.call, made.call)) return true;
  const around = functionAround(by.unit, by.call);
  const name = assignedName(made.unit, made.call);
  if (around === undefined || name === undefined || functionAround(made.unit, made.call) !== around)
    return false;
  const others = mentions(around, name.id).filter((mention) => mention !== name);
  return others.length === 1 && others.every((mention) => within(by.call, mention));
}

/** Whether an expression made of names alone still means the same at `later` as at `earlier`, in one function. */
export function stillMeans(expr: Expr, earlier: CallSite, later: CallSite): boolean {
  if (earlier.unit !== later.unit || !isPath(expr)) return false;
  const around = functionAround(later.unit, later.call);
  if (around === undefined || functionAround(earlier.unit, earlier.call) !== around) return false;
  return namesIn(expr).every((id) => !isWritten(around, id, earlier.call.start, later.call.end));
}

const isPath = (expr: Expr): boolean =>
  expr.kind === 'Name' || (expr.kind === 'Attribute' && isPath(expr.value));

const namesIn = (expr: Expr): string[] =>
  expr.kind === 'Name' ? [expr.id] : expr.kind === 'Attribute' ? namesIn(expr.value) : [];

/** Whether a name is a target of an assignment, loop or `with` that counts, between two offsets. */
export const isWritten = (
  around: Node,
  id: string,
  from: number,
  to: number,
  counts: (writer: Node) => boolean = () => true,
): boolean =>
  targetsBelow(around, counts).some(
    (target) => target.end > from && target.start < to && mentions(target, id).length > 0,
  );

function targetsBelow(node: Node, counts: (writer: Node) => boolean): Node[] {
  const record = node as unknown as Readonly<Record<string, unknown>>;
  const own = counts(node) ? [record.target, ...(Array.isArray(record.targets) ? record.targets : [])] : [];
  const targets = own.filter((value): value is Node => typeof value === 'object' && value !== null);
  return [...targets, ...childrenOf(node).flatMap((child) => targetsBelow(child, counts))];
}
