import { isFloating } from '../../core/dtype.ts';
import type { Expr, Sequence } from '../../python/ast.ts';
import type { AugAssign } from '../../python/ast-statements.ts';
import { charge } from '../context.ts';
import { itemsOf } from '../library/items.ts';
import { replaceWith } from '../ops/inplace.ts';
import { raise } from '../signals.ts';
import { list, unknown } from '../values/make.ts';
import { asSample } from '../values/truth.ts';
import type { TensorValue, Value } from '../values/value.ts';
import { attribute } from './attributes.ts';
import type { Frame, Machine } from './frame.ts';
import { collectItems } from './iterate.ts';
import { binaryOperation } from './operators.ts';
import { writeName } from './scope.ts';
import { setAttribute } from './set-attribute.ts';
import { deleteSubscript, setSubscript, subscript } from './subscript.ts';

/** `target = value`, with unpacking. */
export function assign(machine: Machine, target: Expr, value: Value, frame: Frame): void {
  switch (target.kind) {
    case 'Name':
      writeName(frame.scope, target.id, machine.tainted ? asSample(value) : value);
      return;
    case 'Tuple':
    case 'List':
      unpack(machine, target, value, frame);
      return;
    case 'Starred':
      assign(machine, target.value, value, frame);
      return;
    case 'Attribute':
      setAttribute(machine, machine.evaluate(target.value, frame), target.attr, value);
      return;
    case 'Subscript':
      setSubscript(
        machine,
        machine.evaluate(target.value, frame),
        machine.evaluate(target.index, frame),
        value,
      );
      return;
    default:
  }
}

function unpack(machine: Machine, target: Sequence, value: Value, frame: Frame): void {
  if (value.kind === 'unknown') {
    for (const part of target.elts) assign(machine, part, unknown(value.reason, value.origin), frame);
    return;
  }
  const items = collectItems(machine, value);
  const star = target.elts.findIndex((part) => part.kind === 'Starred');
  const wanted = target.elts.length;
  if (star < 0 ? items.length !== wanted : items.length < wanted - 1)
    wrongCount(items.length, wanted, star >= 0);
  const behind = star < 0 ? 0 : wanted - star - 1;
  for (const [i, part] of target.elts.entries()) {
    if (i === star) assign(machine, part, list(items.slice(i, items.length - behind)), frame);
    else
      assign(machine, part, items[star >= 0 && i > star ? items.length - (wanted - i) : i] as Value, frame);
  }
}

function wrongCount(got: number, wanted: number, starred: boolean): never {
  if (got > wanted) return raise('ValueError', `too many values to unpack (expected ${wanted})`);
  return raise(
    'ValueError',
    `not enough values to unpack (expected ${starred ? 'at least ' : ''}${starred ? wanted - 1 : wanted}, got ${got})`,
  );
}

/** `target op= value`. Tensors and lists change in place, as everyone who holds them sees. */
export function augmentedAssign(machine: Machine, node: AugAssign, frame: Frame): Value {
  const { target, op } = node;
  if (target.kind === 'Name') {
    const before = machine.evaluate(target, frame);
    const after = inPlace(machine, op, before, machine.evaluate(node.value, frame));
    writeName(frame.scope, target.id, after);
    return after;
  }
  if (target.kind === 'Attribute') {
    const object = machine.evaluate(target.value, frame);
    const after = inPlace(
      machine,
      op,
      attribute(machine, object, target.attr),
      machine.evaluate(node.value, frame),
    );
    if (object.kind !== 'tensor' || after.kind !== 'tensor')
      setAttribute(machine, object, target.attr, after);
    return after;
  }
  if (target.kind !== 'Subscript') return unknown('an assignment to something odd');
  const object = machine.evaluate(target.value, frame);
  const index = machine.evaluate(target.index, frame);
  // Computed anew and written back: the same numbers, and a gradient the tape can follow.
  const after = binaryOperation(
    machine,
    op,
    subscript(machine, object, index),
    machine.evaluate(node.value, frame),
  );
  setSubscript(machine, object, index, after);
  return after;
}

function inPlace(machine: Machine, op: AugAssign['op'], before: Value, value: Value): Value {
  if (before.kind === 'list' && op === '+' && value.kind !== 'unknown') {
    const items = itemsOf(value) ?? collectItems(machine, value);
    charge(machine, items.length);
    if (before.lost === undefined) for (const item of items) before.items.push(item);
    return before;
  }
  if (before.kind === 'list' && value.kind === 'unknown') before.lost = value.reason;
  if (before.kind !== 'tensor' || before.library === 'jax' || before.library === 'tensorflow')
    return binaryOperation(machine, op, before, value);
  if (value.kind === 'unknown') {
    before.storage.lost = value.reason;
    return before;
  }
  const computed = binaryOperation(machine, op, before, value);
  return computed.kind === 'tensor' ? writeBack(machine, op, before, computed) : computed;
}

function writeBack(machine: Machine, op: AugAssign['op'], before: TensorValue, computed: TensorValue): Value {
  if (before.library === 'numpy' && isFloating(computed.dtype) && !isFloating(before.dtype)) {
    const name =
      { '+': 'add', '-': 'subtract', '*': 'multiply', '/': 'divide' }[op as '+' | '-' | '*' | '/'] ?? op;
    raise(
      'UFuncTypeError',
      `Cannot cast ufunc '${name}' output from dtype('${computed.dtype}') to dtype('${before.dtype}') with casting rule 'same_kind'`,
    );
  }
  return replaceWith(machine, before, computed);
}

/** `del target`. */
export function deleteTarget(machine: Machine, target: Expr, frame: Frame): void {
  if (target.kind === 'Name') frame.scope.names.delete(target.id);
  else if (target.kind === 'Subscript')
    deleteSubscript(machine, machine.evaluate(target.value, frame), machine.evaluate(target.index, frame));
  else if (target.kind === 'Attribute') {
    const object = machine.evaluate(target.value, frame);
    if (object.kind === 'instance') object.attributes.delete(target.attr);
  } else if (target.kind === 'Tuple' || target.kind === 'List')
    for (const part of target.elts) deleteTarget(machine, part, frame);
}
