import type { Expr } from '../../python/ast.ts';
import type { ExprStmt } from '../../python/ast-statements.ts';
import { notKnown } from '../signals.ts';
import type { Value } from '../values/value.ts';
import { describe } from './describe.ts';
import type { Completion, Frame, Machine } from './frame.ts';
import { onlyReads } from './purity.ts';

/** A function that is not known, called for what it does where an object is set up, as fastcore's `store_attr()`. */
function mayStoreAttributes(value: Value, { self, callee }: Frame): void {
  if (value.kind !== 'unknown' || callee?.name !== '__init__' || self?.kind !== 'instance') return;
  if (!onlyReads(value.origin)) self.mayHaveMore ??= value.reason;
}

const printers: ReadonlySet<string> = new Set(['print', 'display']);

const isPrint = (node: Expr): boolean =>
  node.kind === 'Call' && node.func.kind === 'Name' && printers.has(node.func.id);

const isDocumentation = (node: Expr): boolean => node.kind === 'Constant' && node.type === 'str';

const isNamed = ({ kind }: Expr): boolean => kind === 'Name' || kind === 'Attribute';

/** Who writes a name alone asks what it is; `model.eval()` gives the model, too, but nobody asked for it. */
function show(machine: Machine, node: ExprStmt, value: Value): void {
  if (value.kind === 'None' || isPrint(node.value) || isDocumentation(node.value)) return;
  if (isNamed(node.value)) machine.shown(node, null, describe(machine, value));
  else if (value.kind !== 'instance') machine.shown(node, null, value);
}

/** An expression that stands alone. */
export function expressionStatement(machine: Machine, node: ExprStmt, frame: Frame): Completion {
  const value = machine.evaluate(node.value, frame);
  // Items that are not known may be any number of them.
  if (node.value.kind === 'Yield' && value.kind === 'unknown') notKnown(value.reason);
  mayStoreAttributes(value, frame);
  if (frame.callee === null && frame.owner === null) show(machine, node, value);
  return 'next';
}
