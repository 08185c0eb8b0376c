import type { BinOp, Expr } from '../../python/ast.ts';
import type { Assign, AugAssign } from '../../python/ast-statements.ts';
import { addedTerm } from '../running-sum.ts';
import { unknown } from '../value.ts';
import { getAttribute, setAttribute } from './attributes.ts';
import { append, elementOf, entriesOf } from './containers.ts';
import { evaluate } from './expressions.ts';
import { joinAll } from './join.ts';
import { observeSum } from './kept.ts';
import type { Frame, Machine } from './machine.ts';
import { binary } from './operators.ts';
import { giveBack } from './rebound.ts';
import { assignName } from './scope.ts';
import { rowOf } from './shapes.ts';
import { setItem } from './subscripts.ts';
import type { Value } from './values.ts';

/** `target = value` for every kind of target. */
export function assignTo(machine: Machine, frame: Frame, target: Expr, value: Value): void {
  switch (target.kind) {
    case 'Name':
      assignName(machine.store, frame.scope, target.id, value);
      return;
    case 'Attribute':
      setAttribute(machine, evaluate(machine, frame, target.value), target.attr, value);
      return;
    case 'Subscript':
      setItem(machine, frame, target, value);
      return;
    case 'Tuple':
    case 'List':
      unpack(machine, frame, target.elts, value);
      return;
    case 'Starred':
      assignTo(machine, frame, target.value, value);
      return;
    default:
      return;
  }
}

/** `a, *b, c = value`. */
function unpack(machine: Machine, frame: Frame, targets: readonly Expr[], value: Value): void {
  const star = targets.findIndex(({ kind }) => kind === 'Starred');
  for (const [i, target] of targets.entries()) {
    if (i === star) assignTo(machine, frame, target, restOf(machine, value, star, targets.length - 1));
    else
      assignTo(
        machine,
        frame,
        target,
        itemAt(value, star >= 0 && i > star ? i - targets.length : i, targets.length),
      );
  }
}

/** The element at a place (negative: from the end) of a value that has `count` of them. */
export function itemAt(value: Value, place: number, count: number): Value {
  if (value.kind === 'union') {
    return joinAll(fitting(value.options, count).map((option) => itemAt(option, place, count)));
  }
  if (value.kind === 'tuple') return value.items.at(place) ?? unknown;
  // What of no known rank is taken apart may be something else on this path.
  if (value.kind === 'tensor') return value.shape === null ? { ...value, dtype: null } : rowOf(value);
  const entries = entriesOf(value);
  if (entries === undefined) return unknown;
  const sure = entries.findIndex(({ many }) => many);
  return sure < 0 || (place >= 0 && place < sure) ? (entries.at(place)?.value ?? unknown) : elementOf(value);
}

/** What is taken apart into `count` is a tuple of as many, where there is one among the alternatives. */
function fitting(options: readonly Value[], count: number): readonly Value[] {
  const tuples = options.filter((option) => option.kind === 'tuple' && option.items.length === count);
  const others = options.filter(({ kind }) => kind !== 'tuple');
  const among = tuples.length > 0 ? others.filter(({ kind }) => kind !== 'tensor') : others;
  return tuples.length + among.length > 0 ? [...tuples, ...among] : options;
}

function restOf(machine: Machine, value: Value, star: number, others: number): Value {
  const entries = entriesOf(value);
  if (entries === undefined) return unknown;
  return machine.newList(entries.slice(star, entries.length - (others - star)));
}

/** `target op= value`. */
export function augment(machine: Machine, frame: Frame, node: AugAssign): void {
  const value = evaluate(machine, frame, node.value);
  const present = read(machine, frame, node.target);
  if (node.op === '+' && present.kind === 'list') {
    append(machine, present, entriesOf(value) ?? [{ value: unknown, many: true }]);
    return;
  }
  if (node.op === '+') observeSum(machine, frame, node, node.value, value);
  assignTo(machine, frame, node.target, binary(machine, node.op, present, value));
}

/** `target = value`. */
export function assign(machine: Machine, frame: Frame, node: Assign): void {
  const term = addedTerm(frame.unit, node);
  const value =
    term === undefined ? evaluate(machine, frame, node.value) : summed(machine, frame, node, term);
  for (const target of node.targets) {
    const back =
      value.kind === 'unknown' && node.value.kind === 'Call'
        ? giveBack(machine, frame, target, node.value)
        : undefined;
    assignTo(machine, frame, target, back ?? value);
  }
}

/** `total = total + term`. */
function summed(machine: Machine, frame: Frame, node: Assign, term: Expr): Value {
  const sum = node.value as BinOp;
  const left = evaluate(machine, frame, sum.left);
  const right = evaluate(machine, frame, sum.right);
  observeSum(machine, frame, node, term, term === sum.left ? left : right);
  return binary(machine, '+', left, right);
}

function read(machine: Machine, frame: Frame, target: Expr): Value {
  if (target.kind === 'Name') return machine.lookUp(frame.scope, target.id) ?? unknown;
  if (target.kind === 'Attribute')
    return getAttribute(machine, evaluate(machine, frame, target.value), target.attr, null);
  return evaluate(machine, frame, target);
}

export function deleteTarget(machine: Machine, frame: Frame, target: Expr): void {
  if (target.kind !== 'Name') return;
  const cell = frame.scope.names.get(target.id);
  if (cell !== undefined) machine.store.write(cell, unknown);
}
