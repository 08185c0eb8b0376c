import type { Call, Compare, Expr, Sequence, Subscript } from '../python/ast.ts';
import { childrenOf, type Node } from '../python/walk.ts';
import { callsBelow, functionAround } from './fix/scope.ts';
import type { CallSite } from './site.ts';

/** The expression whose logarithm (exponential, …) a call takes: its first argument, or the receiver of a method. */
export function operandNode(call: Call): Expr | undefined {
  const first = call.args.find(({ unpack, name }) => unpack === '' && name === null);
  if (first !== undefined) return first.value;
  return call.func.kind === 'Attribute' ? call.func.value : undefined;
}

/** Whether a call works on `p[rows, classes]` or `p.gather(1, …)`: one entry of every row. */
export const picksClasses = (call: Call): boolean => pickedClasses(call) !== undefined;

/** The classes in `p[range(n), classes]` and `p.gather(1, classes)`. */
export function pickedClasses(call: Call): Expr | undefined {
  const node = operandNode(call);
  if (node?.kind === 'Subscript' && node.index.kind === 'Tuple') return lastIndex(node.index as Sequence);
  if (node?.kind === 'Call' && node.func.kind === 'Attribute' && node.func.attr === 'gather')
    return node.args.find(({ name }) => name === 'index')?.value ?? node.args[1]?.value;
  return undefined;
}

/** `p[:, 1]` is a column, not one entry of every row. */
function lastIndex({ elts }: Sequence): Expr | undefined {
  const last = elts.at(-1);
  const plain = elts.some(({ kind }) => kind === 'Slice') || last?.kind === 'Constant';
  return plain ? undefined : last;
}

/**
 * The index of `log(p[labels])` where it is one per sample: a name that the same function also compares with an
 * `argmax`, or uses to pick classes, so that it holds classes and not the number of a row.
 */
export function rowIndexed({ unit, call }: CallSite): Expr | undefined {
  const node = operandNode(call);
  if (node?.kind !== 'Subscript' || node.index.kind !== 'Name') return undefined;
  const around = functionAround(unit, call);
  return around !== undefined && holdsClasses(around, node.index.id) ? node.index : undefined;
}

function holdsClasses(node: Node, id: string): boolean {
  if (node.kind === 'Compare' && comparesClasses(node as Compare, id)) return true;
  if (node.kind === 'Subscript' && isName(lastOf((node as Subscript).index), id)) return true;
  return childrenOf(node).some((child) => holdsClasses(child, id));
}

/** `p.argmax(dim=1) == labels`. */
const comparesClasses = ({ values }: Compare, id: string): boolean =>
  values.some((value) => isName(value, id)) &&
  values.some((value) =>
    callsBelow(value).some(({ func }) => func.kind === 'Attribute' && func.attr === 'argmax'),
  );

const isName = (node: Expr | undefined, id: string): boolean => node?.kind === 'Name' && node.id === id;

const lastOf = (index: Expr): Expr | undefined =>
  index.kind === 'Tuple' ? lastIndex(index as Sequence) : undefined;
