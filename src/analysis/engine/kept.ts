import type { Expr } from '../../python/ast.ts';
import type { Assign, AugAssign } from '../../python/ast-statements.ts';
import type { Argued } from '../fact.ts';
import { differentiates, isLossOfOutput } from '../running-sum.ts';
import { type CallSite, siteOf } from '../site.ts';
import { type TensorValue, tensorOf, type UnknownValue } from '../value.ts';
import type { Frame, Machine } from './machine.ts';
import type { Value } from './values.ts';

/** Tells the observer that `node` adds `term` to a total. Without a graph only the number is added. */
export function observeSum(
  machine: Machine,
  frame: Frame,
  node: Assign | AugAssign,
  written: Expr,
  term: Value,
): void {
  if (!machine.run.graph || !mayBeTensor(term)) return;
  const given = argumentIn(frame, written);
  const mayBeLoss = isLossOfOutput(written) || differentiates((given?.at ?? frame).unit);
  const tensor = term.kind === 'tensor' ? term : mayBeLoss ? tensorOf() : undefined;
  if (tensor !== undefined)
    machine.observer.accumulate({ site: siteOf(frame.unit, node), tensor, form: 'add', given });
}

/** Tells the observer that a call appends `value` to a list. */
export function observeAppend(machine: Machine, value: Value, { unit, call }: CallSite): void {
  if (!mayBeTensor(value)) return;
  const tensor = value.kind === 'tensor' ? value : differentiates(unit) ? tensorOf() : undefined;
  if (tensor !== undefined)
    machine.observer.accumulate({ site: siteOf(unit, call), tensor, form: 'append', given: null });
}

const mayBeTensor = (value: Value): value is TensorValue | UnknownValue =>
  value.kind === 'tensor' || value.kind === 'unknown';

/** What a method was given for the parameter that `self.sum += value * n` adds. */
function argumentIn({ func, at }: Frame, written: Expr): Argued | null {
  if (func === null || at === null || func.owner === null) return null;
  const [, ...params] = func.def.params;
  const names = new Set(factorsOf(written).flatMap((factor) => (factor.kind === 'Name' ? [factor.id] : [])));
  const given = at.call.args.filter(({ name, unpack }, place) => {
    const parameter = name ?? params[place]?.name;
    return unpack === '' && parameter !== undefined && names.has(parameter);
  });
  return given.length === 0 ? null : { values: given.map(({ value }) => value), at };
}

/** What is multiplied or divided. */
const factorsOf = (node: Expr): Expr[] =>
  node.kind === 'BinOp' && (node.op === '*' || node.op === '/')
    ? [...factorsOf(node.left), ...factorsOf(node.right)]
    : [node];
