import type { BinaryOperator, BoolOp, Compare, CompareOperator, UnaryOperator } from '../../python/ast.ts';
import { type ConstantValue, constant, type TensorValue, tensorOf, unknown } from '../value.ts';
import { tensorArithmetic } from './arithmetic.ts';
import { entriesOf } from './containers.ts';
import { evaluate } from './expressions.ts';
import { fold } from './fold.ts';
import { joinAll } from './join.ts';
import { branch, explore, type Frame, type Machine } from './machine.ts';
import { narrow, truthOf } from './truth.ts';
import { isNone, optionsOf, type Value } from './values.ts';

export function binary(machine: Machine, op: BinaryOperator, left: Value, right: Value): Value {
  if (left.kind === 'tensor' || right.kind === 'tensor') return withTensor(machine, op, left, right);
  if (left.kind === 'union') return joinAll(left.options.map((option) => binary(machine, op, option, right)));
  if (right.kind === 'union')
    return joinAll(right.options.map((option) => binary(machine, op, left, option)));
  if (left.kind === 'constant' && right.kind === 'constant') return fold(op, left, right);
  if (op === '+') return concatenate(machine, left, right);
  if (op === '*' && left.kind === 'list') return repeated(machine, left, right);
  return unknown;
}

function withTensor(machine: Machine, op: BinaryOperator, left: Value, right: Value): Value {
  if (left.kind === 'union') return joinAll(left.options.map((option) => binary(machine, op, option, right)));
  if (right.kind === 'union')
    return joinAll(right.options.map((option) => binary(machine, op, left, option)));
  return tensorArithmetic(op, left, right);
}

/** `[a] + [b]`, `(a,) + (b,)`. */
function concatenate(machine: Machine, left: Value, right: Value): Value {
  const [first, second] = [entriesOf(left), entriesOf(right)];
  if (left.kind === 'tuple' && right.kind === 'tuple')
    return { kind: 'tuple', items: [...left.items, ...right.items] };
  if (first === undefined && second === undefined) return unknown;
  const uncertain = [{ value: unknown, many: true }];
  return machine.newList([...(first ?? uncertain), ...(second ?? uncertain)]);
}

function repeated(machine: Machine, list: Value, times: Value): Value {
  const entries = entriesOf(list) ?? [];
  const count = times.kind === 'constant' && typeof times.value === 'number' ? times.value : null;
  if (count !== null && count * entries.length <= 64)
    return machine.newList(Array.from({ length: Math.max(0, count) }, () => entries).flat());
  return machine.newList([{ value: joinAll(entries.map(({ value }) => value)), many: true }]);
}

export function unary(op: UnaryOperator, operand: Value): Value {
  if (op === 'not') {
    const truth = truthOf(operand);
    return truth === null ? unknown : constant(!truth.holds, truth.soft);
  }
  if (operand.kind === 'union') return joinAll(operand.options.map((option) => unary(op, option)));
  if (operand.kind === 'tensor') return op === '+' ? operand : negated(operand);
  if (operand.kind !== 'constant' || typeof operand.value !== 'number') return unknown;
  return constant(op === '-' ? -operand.value : op === '~' ? ~operand.value : operand.value, operand.soft);
}

/** The negative of a loss is still that loss; of scores, scores of which nothing more is known. */
function negated({ shape, dtype, loss }: TensorValue): TensorValue {
  return tensorOf({ shape, dtype, loss: loss && { ...loss, negated: !loss.negated } });
}

/** `and` and `or` give one of their operands. */
export function boolean(machine: Machine, frame: Frame, node: BoolOp): Value {
  const left = evaluate(machine, frame, node.left);
  const truth = truthOf(left);
  const stops = node.op === 'or';
  if (truth !== null && truth.holds === stops) {
    if (truth.soft) explore(machine, frame, () => void right(machine, frame, node));
    return left;
  }
  if (truth !== null) return softly(right(machine, frame, node), truth.soft);
  let value: Value = unknown;
  branch(machine, [
    () => {
      value = right(machine, frame, node);
      return 'on';
    },
    () => 'on',
  ]);
  return isLogical(left) ? logical(value) : joinAll([...optionsOf(left).filter(stays(stops)), value]);
}

function right(machine: Machine, frame: Frame, node: BoolOp): Value {
  narrow(machine, frame, node.left, node.op === 'and');
  return evaluate(machine, frame, node.right);
}

function softly(value: Value, soft: boolean): Value {
  return soft && value.kind === 'constant' ? { ...value, soft: true } : value;
}

/** Whether an alternative of the left side may be what `or` (true) or `and` (false) comes to. */
const stays =
  (stops: boolean) =>
  (option: Value): boolean =>
    truthOf(option)?.holds !== !stops;

/** A condition rather than a value: what is unknown of it stays unknown. */
const isLogical = (value: Value): boolean => value.kind === 'unknown';
const logical = (value: Value): Value => (value.kind === 'constant' ? unknown : value);

export function compare(machine: Machine, frame: Frame, node: Compare): Value {
  const values = node.values.map((value) => evaluate(machine, frame, value));
  const [left, right] = values;
  const op = node.ops[0];
  if (values.length !== 2 || left === undefined || right === undefined || op === undefined) return unknown;
  return compareTwo(op, left, right);
}

/** `left op right` of two values. */
export function compareTwo(op: CompareOperator, left: Value, right: Value): Value {
  if (op === 'is' || op === 'is not') return identity(op, left, right);
  if (left.kind === 'tensor' || right.kind === 'tensor') return thresholded(left, right);
  if (op === 'in' || op === 'not in') return membership(op, left, right);
  if (left.kind !== 'constant' || right.kind !== 'constant')
    return op === '==' || op === '!=' ? identity(op, left, right) : unknown;
  return constant(holds(op, left, right), left.soft || right.soft);
}

function identity(op: CompareOperator, left: Value, right: Value): Value {
  const wanted = op === 'is' || op === '==';
  if (!isNone(right)) {
    const alike = isSameDefinition(left, right);
    return alike === null ? unknown : constant(alike === wanted);
  }
  if (left.kind === 'unknown' || left.kind === 'union') return unknown;
  const soft = left.kind === 'constant' && left.soft;
  return constant(isNone(left) === wanted, soft);
}

function thresholded(left: Value, right: Value): TensorValue {
  const tensor = left.kind === 'tensor' ? left : right.kind === 'tensor' ? right : tensorOf();
  return tensorOf({
    activation: tensor.scale === 'probabilities' || tensor.scale === 'logits' ? 'threshold' : null,
    shape: tensor.shape,
    dtype: 'bool',
    marks: ['discrete'],
    path: tensor.path,
  });
}

/** Whether two classes or functions are the same one; null for anything else. */
export function isSameDefinition(a: Value, b: Value): boolean | null {
  if (a.kind === 'library' && b.kind === 'library') return a.name === b.name;
  if (!isDefinition(a) || !isDefinition(b)) return null;
  return a.kind !== 'library' && b.kind !== 'library' && a.def === b.def;
}

const isDefinition = (value: Value) =>
  value.kind === 'library' || value.kind === 'class' || value.kind === 'function';

function membership(op: CompareOperator, left: Value, right: Value): Value {
  if (left.kind !== 'constant') return amongDefinitions(op, left, right);
  if (right.kind === 'constant' && typeof right.value === 'string' && typeof left.value === 'string')
    return constant(right.value.includes(left.value) === (op === 'in'), left.soft || right.soft);
  const entries = entriesOf(right);
  if (entries === undefined || entries.some(({ value, many }) => many || value.kind !== 'constant'))
    return unknown;
  const found = entries.some(({ value }) => value.kind === 'constant' && value.value === left.value);
  return constant(found === (op === 'in'), left.soft);
}

/** `act in (nn.Softmax, nn.LogSoftmax)`. */
function amongDefinitions(op: CompareOperator, left: Value, right: Value): Value {
  const entries = entriesOf(right) ?? [{ value: unknown, many: true }];
  const alike = entries.map(({ value, many }) => (many ? null : isSameDefinition(left, value)));
  if (alike.includes(true)) return constant(op === 'in');
  return alike.includes(null) ? unknown : constant(op !== 'in');
}

function holds(op: CompareOperator, left: ConstantValue, right: ConstantValue): boolean {
  const [a, b] = [left.value, right.value];
  if (op === '==') return a === b;
  if (op === '!=') return a !== b;
  if (a === null || b === null) return false;
  if (op === '<') return a < b;
  if (op === '<=') return a <= b;
  return op === '>' ? a > b : a >= b;
}
