import type { Expr } from '../../python/ast.ts';
import { isLossOrLayer } from '../library/effects.ts';
import { lossApi } from '../library/losses.ts';
import { constant } from '../value.ts';
import { getAttributeCell } from './attributes.ts';
import { linear, plainBases } from './classes.ts';
import { evaluate } from './expressions.ts';
import type { Frame, Machine } from './machine.ts';
import { isSameDefinition } from './operators.ts';
import { assignName } from './scope.ts';
import { type InstanceValue, isNone, optionsOf, type Value } from './values.ts';

/** Which way a condition goes. Soft: by default, though a caller or the command line may turn it. */
export interface Truth {
  readonly holds: boolean;
  readonly soft: boolean;
}

/** Null when both ways are possible. */
export function truthOf(value: Value): Truth | null {
  switch (value.kind) {
    case 'constant':
      return { holds: Boolean(value.value), soft: value.soft };
    case 'instance':
    case 'function':
    case 'class':
    case 'method':
    case 'module':
      return { holds: true, soft: false };
    case 'tuple':
      return { holds: value.items.length > 0, soft: false };
    case 'library':
      // Only type checkers see it as true: what it guards is imported for annotations, mostly to break a cycle.
      if (value.name === 'typing.TYPE_CHECKING') return { holds: false, soft: false };
      return isLossOrLayer(value.name) ? { holds: true, soft: false } : null;
    case 'object':
      // Whatever has no length is true.
      return value.items === null && isLossOrLayer(value.name) ? { holds: true, soft: false } : null;
    case 'union':
      return joined(value.options.map(truthOf));
    default:
      return null;
  }
}

function joined(truths: readonly (Truth | null)[]): Truth | null {
  const [first] = truths;
  if (first == null) return null;
  const agree = truths.every((truth) => truth?.holds === first.holds);
  return agree ? { holds: first.holds, soft: truths.some((truth) => truth?.soft) } : null;
}

/** Drops the alternatives of variables in `test` that do not fit the path on which it `holds`. */
export function narrow(machine: Machine, frame: Frame, test: Expr, holds: boolean): void {
  if (test.kind === 'UnaryOp' && test.op === 'not') narrow(machine, frame, test.operand, !holds);
  else if (test.kind === 'BoolOp' && (test.op === 'and') === holds) {
    narrow(machine, frame, test.left, holds);
    narrow(machine, frame, test.right, holds);
  } else if (test.kind === 'Compare' && test.ops.length === 1) narrowCompare(machine, frame, test, holds);
  else if (test.kind === 'Call') narrowInstance(machine, frame, test, holds);
  else keep(machine, frame, test, (value) => truthOf(value)?.holds !== !holds);
}

/** `x is None`, `x is not None`, `x == 'constant'`, `act == nn.Softmax`. */
function narrowCompare(
  machine: Machine,
  frame: Frame,
  test: Expr & { kind: 'Compare' },
  holds: boolean,
): void {
  const [left, right] = test.values;
  const op = test.ops[0];
  if (left === undefined || right === undefined || op === undefined) return;
  const equal = op === 'is' || op === '==';
  if (!equal && op !== 'is not' && op !== '!=') return;
  const wanted = equal === holds;
  if (right.kind === 'Attribute' || right.kind === 'Name') {
    const definition = evaluate(machine, frame, right);
    keep(machine, frame, left, (value) => isSameDefinition(value, definition) !== !wanted);
  }
  if (right.kind !== 'Constant') return;
  const same = (value: Value) => value.kind === 'constant' && value.value === right.value;
  keep(machine, frame, left, (value) =>
    value.kind === 'constant' || right.value === null ? same(value) === wanted : true,
  );
  if (wanted && right.type !== 'None') assume(machine, frame, left, constant(right.value));
}

/** On the path where `name == constant`, the name is that constant. */
function assume(machine: Machine, frame: Frame, node: Expr, value: Value): void {
  if (node.kind !== 'Name') return;
  const present = machine.lookUp(frame.scope, node.id);
  if (present === undefined || (present.kind === 'constant' && present.soft))
    assignName(machine.store, frame.scope, node.id, value);
}

/** `isinstance(x, (tuple, list))`. */
function narrowInstance(machine: Machine, frame: Frame, test: Expr & { kind: 'Call' }, holds: boolean): void {
  const [subject, type] = test.args;
  if (
    test.func.kind !== 'Name' ||
    test.func.id !== 'isinstance' ||
    subject === undefined ||
    type === undefined
  )
    return;
  const types = type.value.kind === 'Tuple' ? type.value.elts : [type.value];
  const names = types.map((elt) => (elt.kind === 'Name' ? elt.id : elt.kind === 'Attribute' ? elt.attr : ''));
  keep(machine, frame, subject.value, (value) => {
    const fits = fitsType(value, names);
    return fits === null || fits === holds;
  });
}

/** What a value is to `isinstance`; undefined where that is open. */
function typeName(value: Value): string | undefined {
  switch (value.kind) {
    case 'tensor':
      return 'Tensor';
    case 'tuple':
    case 'list':
    case 'dict':
    case 'function':
    case 'class':
      return value.kind;
    case 'constant':
      return typeof value.value === 'string' ? 'str' : undefined;
    default:
      return undefined;
  }
}

const builtinTypes = new Set(['tuple', 'list', 'dict', 'Tensor', 'str', 'int', 'float', 'bool']);

/** Classes that others extend: that an object's own class has another name says nothing. */
const general = /^_|^(?:object|Module|Layer|Loss|Optimizer|Callable|ABC|Any)$/;

/** Whether an object of a class is of one of these classes by name; null when it cannot be told. */
function fitsClass(classes: readonly string[], names: readonly string[]): boolean | null {
  if (classes.some((name) => names.includes(name))) return true;
  return names.some((name) => general.test(name) || name === '?' || name === '') ? null : false;
}

const lastOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** Null when it cannot be told. */
export function fitsType(value: Value, names: readonly string[]): boolean | null {
  if (value.kind === 'object' && lossApi(value.name) !== undefined)
    return fitsClass([lastOf(value.name)], names);
  if (value.kind === 'instance') return fitsInstance(value, names);
  const own = typeName(value);
  if (own === undefined) return isNone(value) ? false : null;
  if (names.includes(own)) return true;
  return names.every((name) => builtinTypes.has(name)) ? false : null;
}

function fitsInstance({ cls }: InstanceValue, names: readonly string[]): boolean | null {
  const classes = linear(cls);
  const known = classes.flatMap((item) =>
    item.kind === 'class' ? [item.def.name] : item.kind === 'library' ? [lastOf(item.name)] : [],
  );
  const fits = fitsClass(known, names);
  const plain = classes.every(
    (item) => item.kind === 'class' || (item.kind === 'library' && plainBases.has(item.name)),
  );
  return fits === false && !plain ? null : fits;
}

/** Keeps those alternatives of a variable or attribute that pass. */
function keep(machine: Machine, frame: Frame, node: Expr, fits: (value: Value) => boolean): void {
  if (node.kind !== 'Name' && node.kind !== 'Attribute') return;
  const value = node.kind === 'Name' ? machine.lookUp(frame.scope, node.id) : undefined;
  if (node.kind === 'Attribute') {
    const cell = attributeCell(machine, frame, node);
    const narrowed = cell?.value === undefined ? undefined : filtered(cell.value, fits);
    if (cell !== undefined && narrowed !== undefined) machine.store.write(cell, narrowed);
    return;
  }
  const narrowed = value === undefined ? undefined : filtered(value, fits);
  if (narrowed !== undefined) assignName(machine.store, frame.scope, node.id, narrowed);
}

function attributeCell(machine: Machine, frame: Frame, node: Expr & { kind: 'Attribute' }) {
  if (node.value.kind !== 'Name') return undefined;
  return getAttributeCell(evaluate(machine, frame, node.value), node.attr);
}

function filtered(value: Value, fits: (value: Value) => boolean): Value | undefined {
  if (value.kind !== 'union') return undefined;
  const options = optionsOf(value).filter(fits);
  const [first] = options;
  if (first === undefined || options.length === value.options.length) return undefined;
  return options.length === 1 ? first : { kind: 'union', options };
}
