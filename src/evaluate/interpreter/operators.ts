import type { BinaryOperator } from '../../python/ast.ts';
import { type Context, charge } from '../context.ts';
import { asTensor } from '../library/convert.ts';
import { entriesOf, itemsOf } from '../library/items.ts';
import { applyBinary, modulo } from '../ops/binary.ts';
import { unary } from '../ops/elementwise.ts';
import { matmul } from '../ops/matmul.ts';
import { unaryOp } from '../ops/unary.ts';
import { notKnown, raise } from '../signals.ts';
import { operatorName, printedName } from '../tensor/gradient-names.ts';
import { isOperand } from '../tensor/promote.ts';
import { percentFormat } from '../values/format.ts';
import { textKey } from '../values/key.ts';
import { bool, float, int, list, str, tuple, unknown } from '../values/make.ts';
import { isNumber, type NumberValue } from '../values/number.ts';
import { isSample, truthOrUnknown } from '../values/truth.ts';
import { typeName } from '../values/type-name.ts';
import type { StrValue, TensorValue, Value } from '../values/value.ts';
import { callMethod } from './attributes.ts';
import { describe } from './describe.ts';
import { refusedByLibrary } from './refused.ts';

const tensorNames: Readonly<Record<BinaryOperator, string>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'div',
  '//': 'floor_divide',
  '%': 'remainder',
  '**': 'pow',
  '@': 'matmul',
  '&': 'bitwise_and',
  '|': 'bitwise_or',
  '^': 'bitwise_xor',
  '<<': 'bitwise_left_shift',
  '>>': 'bitwise_right_shift',
};

const specialNames: Readonly<Record<BinaryOperator, string>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'truediv',
  '//': 'floordiv',
  '%': 'mod',
  '**': 'pow',
  '@': 'matmul',
  '&': 'and',
  '|': 'or',
  '^': 'xor',
  '<<': 'lshift',
  '>>': 'rshift',
};

/** `left op right` of anything. */
export function binaryOperation(context: Context, op: BinaryOperator, left: Value, right: Value): Value {
  if (left.kind === 'unknown') return left;
  if (right.kind === 'unknown') return right;
  if (op === '%' && left.kind === 'str') return percent(context, left, right);
  if (left.kind === 'tensor' || right.kind === 'tensor') return tensorOperation(context, op, left, right);
  if (isNumber(left) && isNumber(right)) return numberOperation(op, left, right);
  return (
    special(context, op, left, right) ??
    containerOperation(context, op, left, right) ??
    unsupported(op, left, right)
  );
}

function special(context: Context, op: BinaryOperator, left: Value, right: Value): Value | undefined {
  const name = specialNames[op];
  return (
    callMethod(context, left, `__${name}__`, [right]) ?? callMethod(context, right, `__r${name}__`, [left])
  );
}

/** `int | None` names a type. */
const isType = ({ kind }: Value): boolean =>
  kind === 'class' || kind === 'builtin' || kind === 'None' || kind === 'module' || kind === 'dtype';

function unsupported(op: BinaryOperator, left: Value, right: Value): never {
  const names = [left, right].map(typeName);
  if (op === '|' && isType(left) && isType(right) && (left.kind !== 'None' || right.kind !== 'None'))
    return notKnown('a union of types');
  if (left.kind === 'instance' || right.kind === 'instance')
    return notKnown(`${op} of ${names.join(' and ')}`);
  if (op === '+' && (left.kind === 'str' || left.kind === 'list' || left.kind === 'tuple'))
    return raise('TypeError', `can only concatenate ${names[0]} (not "${names[1]}") to ${names[0]}`);
  return raise('TypeError', `unsupported operand type(s) for ${op}: '${names[0]}' and '${names[1]}'`);
}

function tensorOperation(context: Context, op: BinaryOperator, left: Value, right: Value): Value {
  const a = tensorOperand(context, left, right);
  const b = tensorOperand(context, right, left);
  if (!a || !b) return special(context, op, left, right) ?? unsupported(op, left, right);
  const output = refusedByLibrary(() =>
    op === '@'
      ? matmul(context, asTensor(context, a, 'torch'), asTensor(context, b, 'torch'))
      : applyBinary(context, tensorNames[op], a, b),
  );
  const name = operatorName(op, a, b);
  if (name !== undefined && output.node) output.node.name = printedName(name);
  return output;
}

/** Lists meet arrays as arrays; PyTorch refuses them. */
export function tensorOperand(context: Context, value: Value, other: Value) {
  if (isOperand(value)) return value;
  if (other.kind === 'tensor' && other.library !== 'torch' && itemsOf(value))
    return asTensor(context, value, other.library, other.library === 'tensorflow' ? other.dtype : undefined);
  return undefined;
}

const isInteger = (value: NumberValue): boolean => value.kind !== 'float';

function exactInteger(value: number, random: boolean): Value {
  return Number.isSafeInteger(value) ? int(value, random) : unknown('an integer beyond 2^53');
}

type Arithmetic = (x: number, y: number) => number;
const arithmetic: Partial<Record<BinaryOperator, Arithmetic>> = {
  '+': (x, y) => x + y,
  '-': (x, y) => x - y,
  '*': (x, y) => x * y,
  '//': (x, y) =>
    y === 0 ? raise('ZeroDivisionError', 'integer division or modulo by zero') : Math.floor(x / y),
  '%': (x, y) => (y === 0 ? raise('ZeroDivisionError', 'integer modulo by zero') : modulo(x, y)),
  '**': (x, y) => x ** y,
};

const bitwise: Partial<Record<BinaryOperator, (x: bigint, y: bigint) => bigint>> = {
  '&': (x, y) => x & y,
  '|': (x, y) => x | y,
  '^': (x, y) => x ^ y,
  '<<': (x, y) => (y > 64n ? 2n ** 64n : x << y),
  '>>': (x, y) => x >> y,
};

function numberOperation(op: BinaryOperator, left: NumberValue, right: NumberValue): Value {
  const random = left.random || right.random;
  const [x, y] = [Number(left.value), Number(right.value)];
  if (op === '/') return y === 0 ? raise('ZeroDivisionError', 'division by zero') : float(x / y, random);
  const bits = bitwise[op];
  if (bits) return bitOperation(op, bits, left, right, random);
  const compute = arithmetic[op];
  if (!compute) return unsupported(op, left, right);
  const bothIntegers = isInteger(left) && isInteger(right);
  if (op === '**') return power(x, y, bothIntegers, random);
  return bothIntegers ? exactInteger(compute(x, y), random) : float(compute(x, y), random);
}

function power(x: number, y: number, integers: boolean, random: boolean): Value {
  if (x === 0 && y < 0) return raise('ZeroDivisionError', '0.0 cannot be raised to a negative power');
  if (x < 0 && !Number.isInteger(y)) return unknown('a complex number');
  return integers && y >= 0 ? exactInteger(x ** y, random) : float(x ** y, random);
}

function bitOperation(
  op: BinaryOperator,
  bits: (x: bigint, y: bigint) => bigint,
  left: NumberValue,
  right: NumberValue,
  random: boolean,
): Value {
  if (!isInteger(left) || !isInteger(right)) return unsupported(op, left, right);
  const value = Number(bits(BigInt(left.value), BigInt(right.value)));
  const logical = left.kind === 'bool' && right.kind === 'bool' && op !== '<<' && op !== '>>';
  return logical ? bool(value !== 0, random) : exactInteger(value, random);
}

/** `+` joins, `*` repeats, `%` formats. */
function containerOperation(
  context: Context,
  op: BinaryOperator,
  left: Value,
  right: Value,
): Value | undefined {
  if (op === '+') {
    charge(context, lengthOf(left) + lengthOf(right));
    return joined(left, right);
  }
  if (op === '*') return repeated(context, left, right) ?? repeated(context, right, left);
  return setOperation(op, left, right);
}

function percent(context: Context, left: StrValue, right: Value): Value {
  const values = right.kind === 'tuple' ? right.items : [right];
  for (const value of values) describe(context, value, true);
  const named = (name: string) =>
    right.kind === 'dict' ? entriesOf(right).get(textKey(name))?.[1] : undefined;
  return str(percentFormat(left.value, values, named), values.some(isSample));
}

const lengthOf = (value: Value): number =>
  value.kind === 'str'
    ? value.value.length
    : value.kind === 'list' || value.kind === 'tuple'
      ? value.items.length
      : 0;

function joined(left: Value, right: Value): Value | undefined {
  if (left.kind === 'str' && right.kind === 'str')
    return str(left.value + right.value, left.random || right.random);
  if (left.kind === 'list' && right.kind === 'list')
    return list([...(itemsOf(left) ?? []), ...(itemsOf(right) ?? [])]);
  if (left.kind === 'tuple' && right.kind === 'tuple')
    return {
      ...tuple([...left.items, ...right.items]),
      ...(left.typeName === 'torch.Size' && { typeName: left.typeName }),
    };
  return undefined;
}

const maxRepeated = 1_000_000;

function repeated(context: Context, value: Value, times: Value): Value | undefined {
  if (times.kind !== 'int' && times.kind !== 'bool') return undefined;
  const count = Math.max(Number(times.value), 0);
  const length = value.kind === 'str' ? value.value.length : (itemsOf(value)?.length ?? 0);
  if (length * count > maxRepeated) return unknown('a sequence too long to make');
  charge(context, length * count);
  if (value.kind === 'str') return str(value.value.repeat(count), value.random);
  if (value.kind !== 'list' && value.kind !== 'tuple') return undefined;
  const items = Array.from({ length: count }, () => itemsOf(value) ?? []).flat();
  return value.kind === 'list' ? list(items) : tuple(items);
}

function setOperation(op: BinaryOperator, left: Value, right: Value): Value | undefined {
  if (left.kind === 'dict' && right.kind === 'dict' && op === '|')
    return { kind: 'dict', entries: new Map([...entriesOf(left), ...entriesOf(right)]) };
  if (left.kind !== 'set' || right.kind !== 'set') return undefined;
  const [mine, others] = [entriesOf(left), entriesOf(right)];
  const keep: Partial<Record<BinaryOperator, (key: string) => boolean>> = {
    '-': (key) => !others.has(key),
    '&': (key) => others.has(key),
    '^': (key) => !others.has(key),
    '|': () => true,
  };
  const test = keep[op];
  if (!test) return undefined;
  const own = [...mine].filter(([key]) => test(key));
  const other = op === '|' || op === '^' ? [...others].filter(([key]) => !mine.has(key)) : [];
  return { kind: 'set', entries: new Map([...own, ...other]) };
}

/** `-x`, `+x`, `~x`, `not x`. */
export function unaryOperation(context: Context, op: '+' | '-' | '~' | 'not', value: Value): Value {
  if (op === 'not') {
    if (value.kind === 'unknown') return value;
    return bool(!truthOrUnknown(value), isSample(value));
  }
  if (value.kind === 'unknown') return value;
  if (value.kind === 'tensor') return tensorUnary(context, op, value);
  if (isNumber(value)) return numberUnary(op, value);
  const own = callMethod(context, value, op === '-' ? '__neg__' : op === '+' ? '__pos__' : '__invert__', []);
  return own ?? raise('TypeError', `bad operand type for unary ${op}: '${typeName(value)}'`);
}

function tensorUnary(context: Context, op: '+' | '-' | '~', value: TensorValue): Value {
  if (op === '+') return value;
  if (op === '~') {
    if (value.dtype === 'bool') return unary(context, unaryOp('logical_not'), value);
    return applyBinary(context, 'sub', int(-1), value);
  }
  if (value.dtype === 'bool') {
    return raise(
      'RuntimeError',
      'Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert a mask, use the `~` or `logical_not()` operator instead.',
    );
  }
  return unary(context, unaryOp('neg'), value);
}

function numberUnary(op: '+' | '-' | '~', value: NumberValue): Value {
  const number = Number(value.value);
  if (op === '~')
    return value.kind === 'float'
      ? raise('TypeError', "bad operand type for unary ~: 'float'")
      : int(-number - 1, value.random);
  const signed = op === '-' ? -number : number;
  return value.kind === 'float' ? float(signed, value.random) : int(signed === 0 ? 0 : signed, value.random);
}
