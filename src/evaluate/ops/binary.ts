import { isFloating } from '../../core/dtype.ts';
import { xlogy } from '../../core/numerics.ts';
import type { Context } from '../context.ts';
import type { Args } from '../library/args.ts';
import { asTensor } from '../library/convert.ts';
import {
  define,
  type Entry,
  numpyFunction,
  type Run,
  tensorflowFunction,
  torchBoth,
} from '../library/define.ts';
import { notKnown, raise } from '../signals.ts';
import { isOperand, type Operand } from '../tensor/promote.ts';
import { typeName } from '../values/type-name.ts';
import type { TensorValue, Value } from '../values/value.ts';
import { type BinaryOp, binary } from './elementwise.ts';

type Slope = (x: number, y: number, out: number) => number;

const one: Slope = () => 1;
const zero: Slope = () => 0;

const op = (
  name: string,
  f: BinaryOp['f'],
  slopes: readonly [Slope, Slope] | undefined,
  result: BinaryOp['result'] = 'common',
  saves: BinaryOp['saves'] = 'both',
): BinaryOp => ({ name, f, result, saves, ...(slopes && { slopes }) });

const compare = (test: (x: number, y: number) => boolean): BinaryOp =>
  op('Compare', (x, y) => (test(x, y) ? 1 : 0), undefined, 'bool', 'nothing');

/** Python's modulo: the sign of the divisor. */
export const modulo = (x: number, y: number): number => {
  const rest = x % y;
  return rest !== 0 && rest < 0 !== y < 0 ? rest + y : rest;
};

const half: readonly [Slope, Slope] = [
  (x, y) => (x > y ? 1 : x === y ? 0.5 : 0),
  (x, y) => (y > x ? 1 : x === y ? 0.5 : 0),
];
const halfMin: readonly [Slope, Slope] = [
  (x, y) => (x < y ? 1 : x === y ? 0.5 : 0),
  (x, y) => (y < x ? 1 : x === y ? 0.5 : 0),
];

const ignoreNaN =
  (pick: (x: number, y: number) => number) =>
  (x: number, y: number): number =>
    Number.isNaN(x) ? y : Number.isNaN(y) ? x : pick(x, y);

/** x log(x / y), with 0 log 0 = 0; infinite outside the domain. */
function relativeEntropy(x: number, y: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  if (x > 0 && y > 0) return x * Math.log(x / y);
  return x === 0 && y >= 0 ? 0 : Number.POSITIVE_INFINITY;
}

function huber(delta: number, r: number): number {
  if (delta < 0) return Number.POSITIVE_INFINITY;
  const distance = Math.abs(r);
  return distance <= delta ? 0.5 * r * r : delta * (distance - 0.5 * delta);
}

export const binaryOps: Readonly<Record<string, BinaryOp>> = {
  add: op('Add', (x, y) => x + y, [one, one], 'common', 'nothing'),
  sub: op('Sub', (x, y) => x - y, [one, () => -1], 'common', 'nothing'),
  mul: op('Mul', (x, y) => x * y, [(_, y) => y, (x) => x], 'common', 'other'),
  div: op('Div', (x, y) => x / y, [(_, y) => 1 / y, (x, y) => -x / (y * y)], 'float', 'divisor'),
  floor_divide: op('FloorDivide', (x, y) => Math.floor(x / y), [zero, zero], 'common', 'nothing'),
  trunc_divide: op('Div', (x, y) => Math.trunc(x / y), [zero, zero], 'common', 'nothing'),
  remainder: op('Remainder', modulo, [one, (x, y) => -Math.floor(x / y)], 'common', 'other'),
  fmod: op('Fmod', (x, y) => x % y, [one, (x, y) => -Math.trunc(x / y)], 'common', 'other'),
  pow: op('Pow', (x, y) => x ** y, [
    (x, y) => (y === 0 ? 0 : y * x ** (y - 1)),
    (x, y, out) => (x === 0 && y >= 0 ? 0 : out * Math.log(x)),
  ]),
  maximum: op('Maximum', Math.max, half),
  minimum: op('Minimum', Math.min, halfMin),
  fmax: op('Fmax', ignoreNaN(Math.max), half),
  fmin: op('Fmin', ignoreNaN(Math.min), halfMin),
  atan2: op('Atan2', Math.atan2, [(x, y) => y / (x * x + y * y), (x, y) => -x / (x * x + y * y)], 'float'),
  hypot: op('Hypot', Math.hypot, [(x, _, r) => x / r, (_, y, r) => y / r], 'float'),
  xlogy: op('Xlogy', xlogy, [(x, y) => (x === 0 && y <= 0 ? 0 : Math.log(y)), (x, y) => x / y], 'float'),
  logaddexp: op(
    'Logaddexp',
    (x, y) => (x === y ? x + Math.LN2 : Math.max(x, y) + Math.log1p(Math.exp(-Math.abs(x - y)))),
    [(x, _, out) => Math.exp(x - out), (_, y, out) => Math.exp(y - out)],
    'float',
  ),
  // Of SciPy: no gradients.
  rel_entr: op('RelEntr', relativeEntropy, undefined, 'float'),
  kl_div: op('KlDiv', (x, y) => relativeEntropy(x, y) - x + y, undefined, 'float'),
  huber: op('Huber', huber, undefined, 'float'),
  heaviside: op(
    'Heaviside',
    (x, atZero) => (Number.isNaN(x) ? x : x === 0 ? atZero : x > 0 ? 1 : 0),
    undefined,
    'float',
  ),
  eq: compare((x, y) => x === y),
  ne: compare((x, y) => x !== y),
  lt: compare((x, y) => x < y),
  le: compare((x, y) => x <= y),
  gt: compare((x, y) => x > y),
  ge: compare((x, y) => x >= y),
  logical_and: compare((x, y) => x !== 0 && y !== 0),
  logical_or: compare((x, y) => x !== 0 || y !== 0),
  logical_xor: compare((x, y) => (x !== 0) !== (y !== 0)),
};

const bits = (f: (x: bigint, y: bigint) => bigint): BinaryOp =>
  op('Bitwise', (x, y) => Number(f(BigInt(x), BigInt(y))), undefined, 'common', 'nothing');

const bitwiseOps: Readonly<Record<string, BinaryOp>> = {
  bitwise_and: bits((x, y) => x & y),
  bitwise_or: bits((x, y) => x | y),
  bitwise_xor: bits((x, y) => x ^ y),
  bitwise_left_shift: bits((x, y) => (y > 60n ? 2n ** 60n : x << y)),
  bitwise_right_shift: bits((x, y) => x >> y),
};

export const binaryOp = (name: string): BinaryOp => (binaryOps[name] ?? bitwiseOps[name]) as BinaryOp;

/** Applies an operation by its torch name, with the dtype rules that are the operation's own. */
export function applyBinary(context: Context, name: string, left: Operand, right: Operand): TensorValue {
  if (name in bitwiseOps) checkIntegers(name, left, right);
  if (name === 'sub') checkSubtraction(left, right);
  if (name === 'floor_divide' || name === 'remainder' || name === 'fmod')
    checkZeroDivision(name, left, right);
  return binary(context, binaryOp(name), left, right);
}

const isFloatOperand = (x: Operand): boolean =>
  x.kind === 'tensor' ? isFloating(x.dtype) : x.kind === 'float';

function checkIntegers(name: string, left: Operand, right: Operand): void {
  if (!isFloatOperand(left) && !isFloatOperand(right)) return;
  raise('RuntimeError', `"${name}_cpu" not implemented for 'Float'`);
}

const isBoolTensor = (x: Operand): boolean => (x.kind === 'tensor' ? x.dtype === 'bool' : x.kind === 'bool');

function checkSubtraction(left: Operand, right: Operand): void {
  if (!isBoolTensor(left) && !isBoolTensor(right)) return;
  const torch = [left, right].some((x) => x.kind === 'tensor' && x.library === 'torch');
  if (torch && isBoolTensor(left) && isBoolTensor(right)) {
    raise(
      'RuntimeError',
      'Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or `logical_xor()` operator instead.',
    );
  }
  if (torch) {
    raise(
      'RuntimeError',
      'Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying to invert a mask, use the `~` or `logical_not()` operator instead.',
    );
  }
}

function checkZeroDivision(name: string, left: Operand, right: Operand): void {
  if (isFloatOperand(left) || isFloatOperand(right)) return;
  const zeroed =
    right.kind === 'tensor' ? right.storage.data.some((x) => x === 0) : Number(right.value) === 0;
  if (zeroed)
    name === 'floor_divide'
      ? raise('RuntimeError', 'ZeroDivisionError')
      : notKnown('an integer division by zero');
}

/** The argument as an operand; NumPy and TensorFlow take lists for tensors. */
export function operand(args: Args, name: string): Operand {
  const value: Value = args.get(name);
  if (isOperand(value)) return value;
  if (args.library !== 'torch') return asTensor(args.context, value, args.library);
  return raise(
    'TypeError',
    `${args.name}(): argument '${name}' must be Tensor, not ${typeName(value)}`,
    name,
  );
}

export const plain =
  (name: string): Run =>
  (context, args) => {
    const left = operand(args, 'input');
    const right = operand(args, 'other');
    const tensor =
      left.kind === 'tensor' || right.kind === 'tensor' ? left : asTensor(context, left, args.library);
    return applyBinary(context, name, tensor, right);
  };

/** `add(input, other, alpha=2)` multiplies `other` first. */
const scaled =
  (name: string): Run =>
  (context, args) => {
    const left = operand(args, 'input');
    const right = operand(args, 'other');
    const alpha = args.get('alpha');
    const factor = isOperand(alpha) && alpha.kind !== 'tensor' && alpha.value !== 1 ? alpha : undefined;
    const other = factor && right.kind === 'tensor' ? binary(context, binaryOp('mul'), right, factor) : right;
    return applyBinary(context, name, left, other);
  };

const divide: Run = (context, args) => {
  const mode = args.optional('rounding_mode');
  const name = mode?.kind !== 'str' ? 'div' : mode.value === 'floor' ? 'floor_divide' : 'trunc_divide';
  return applyBinary(context, name, operand(args, 'input'), operand(args, 'other'));
};

const names: readonly (readonly [string, string, string?, string?])[] = [
  ['mul', 'mul; multiply', 'multiply', 'multiply; math.multiply'],
  ['floor_divide', 'floor_divide', 'floor_divide'],
  ['remainder', 'remainder', 'mod; remainder'],
  ['fmod', 'fmod', 'fmod'],
  ['maximum', 'maximum', 'maximum', 'maximum; math.maximum'],
  ['minimum', 'minimum', 'minimum', 'minimum; math.minimum'],
  ['fmax', 'fmax', 'fmax'],
  ['fmin', 'fmin', 'fmin'],
  ['atan2', 'atan2; arctan2', 'arctan2'],
  ['hypot', 'hypot', 'hypot'],
  ['xlogy', 'xlogy'],
  ['logaddexp', 'logaddexp', 'logaddexp'],
  ['eq', 'eq', 'equal', 'equal; math.equal'],
  ['ne', 'ne; not_equal', 'not_equal', 'not_equal'],
  ['lt', 'lt; less', 'less', 'less'],
  ['le', 'le; less_equal', 'less_equal', 'less_equal'],
  ['gt', 'gt; greater', 'greater', 'greater'],
  ['ge', 'ge; greater_equal', 'greater_equal', 'greater_equal'],
  ['logical_and', 'logical_and', 'logical_and', 'logical_and'],
  ['logical_or', 'logical_or', 'logical_or', 'logical_or'],
  ['logical_xor', 'logical_xor', 'logical_xor'],
  ['bitwise_and', 'bitwise_and', 'bitwise_and'],
  ['bitwise_or', 'bitwise_or', 'bitwise_or'],
  ['bitwise_xor', 'bitwise_xor', 'bitwise_xor'],
];

const heads = (list: string, parameters: string): string =>
  list
    .split('; ')
    .map((name) => `${name}(${parameters})`)
    .join('; ');

export const binaryFunctions: readonly Entry[] = [
  ...torchBoth('add(input, other, *, alpha=1)', scaled('add')),
  ...torchBoth('sub(input, other, *, alpha=1); subtract(input, other, *, alpha=1)', scaled('sub')),
  ...torchBoth(
    'div(input, other, *, rounding_mode=None); divide(input, other, *, rounding_mode=None)',
    divide,
  ),
  ...torchBoth('true_divide(input, other)', plain('div')),
  ...torchBoth('pow(input, exponent:other)', plain('pow')),
  define('torch.special.xlogy(input, other)', plain('xlogy')),
  ...numpyFunction('heaviside(x1:input, x2:other)', plain('heaviside')),
  ...numpyFunction('add(x1:input, x2:other)', plain('add')),
  ...numpyFunction('subtract(x1:input, x2:other)', plain('sub')),
  ...numpyFunction('divide(x1:input, x2:other); true_divide(x1:input, x2:other)', plain('div')),
  ...numpyFunction(
    'power(x1:input, x2:other); float_power(x1:input, x2:other); pow(x1:input, x2:other)',
    plain('pow'),
  ),
  ...tensorflowFunction(
    'add(x:input, y:other, name=None); math.add(x:input, y:other, name=None)',
    plain('add'),
  ),
  ...tensorflowFunction(
    'subtract(x:input, y:other, name=None); math.subtract(x:input, y:other, name=None)',
    plain('sub'),
  ),
  ...tensorflowFunction(
    'divide(x:input, y:other, name=None); math.divide(x:input, y:other, name=None)',
    plain('div'),
  ),
  ...tensorflowFunction(
    'pow(x:input, y:other, name=None); math.pow(x:input, y:other, name=None)',
    plain('pow'),
  ),
  ...names.flatMap(([name, torch, numpy, tensorflow]) => [
    ...torchBoth(heads(torch, 'input, other'), plain(name)),
    ...(numpy ? numpyFunction(heads(numpy, 'x1:input, x2:other'), plain(name)) : []),
    ...(tensorflow ? tensorflowFunction(heads(tensorflow, 'x:input, y:other, name=None'), plain(name)) : []),
  ]),
];
