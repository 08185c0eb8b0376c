import { ancestry } from '../interpreter/attributes.ts';
import type { Run } from '../library/define.ts';
import { unary } from '../ops/elementwise.ts';
import { roundHalfEven } from '../ops/special.ts';
import { unaryOp } from '../ops/unary.ts';
import { notKnown, raise } from '../signals.ts';
import { isNumpyNumber, rankOf } from '../tensor/tensor.ts';
import { formatValue } from '../values/format.ts';
import { float, int } from '../values/make.ts';
import { isNumber } from '../values/number.ts';
import { repr, scalarOf } from '../values/repr.ts';
import { isSample } from '../values/truth.ts';
import { typeName } from '../values/type-name.ts';
import type { Value } from '../values/value.ts';

export const round: Run = (context, args) => {
  const value = args.get('number');
  const digits = args.optionalInteger('ndigits');
  if (value.kind === 'tensor')
    return rankOf(value) === 0 && digits !== undefined
      ? roundPlaces(scalarOf(value), digits)
      : unary(context, unaryOp('round'), value);
  if (value.kind === 'int' || value.kind === 'bool') return int(Number(value.value), value.random);
  return roundPlaces(value, digits);
};

/** Python rounds the decimal digits correctly: 2.675 is below its own printout. */
function roundPlaces(value: Value, digits: number | undefined): Value {
  if (value.kind === 'int') return value;
  if (value.kind !== 'float')
    return raise('TypeError', `type ${typeName(value)} doesn't define __round__ method`);
  if (digits === undefined)
    return Number.isFinite(value.value)
      ? int(roundHalfEven(value.value), value.random)
      : raise('ValueError', 'cannot convert float NaN to integer');
  if (digits < 0) return float(roundHalfEven(value.value * 10 ** digits) / 10 ** digits, value.random);
  return float(Number(formatValue(value, `.${digits}f`).replace('inf', 'Infinity')), value.random);
}

export const abs: Run = (context, args) => {
  const value = args.get('x');
  if (value.kind === 'tensor') return unary(context, unaryOp('abs'), value);
  if (value.kind === 'float') return float(Math.abs(value.value), value.random);
  return int(Math.abs(args.number('x')), isSample(value));
};

export const toInt: Run = (_context, args) => {
  const given = args.get('x');
  const value = given.kind === 'tensor' ? scalarOf(given) : given;
  if (value.kind === 'str') {
    const text = value.value.trim().replaceAll('_', '');
    return /^[-+]?\d+$/.test(text)
      ? int(Number(text))
      : raise('ValueError', `invalid literal for int() with base 10: ${repr(value)}`);
  }
  if (!isNumber(value))
    return raise(
      'TypeError',
      `int() argument must be a string, a bytes-like object or a real number, not '${typeName(value)}'`,
    );
  const number = Number(value.value);
  if (!Number.isFinite(number))
    return raise(
      Number.isNaN(number) ? 'ValueError' : 'OverflowError',
      `cannot convert float ${Number.isNaN(number) ? 'NaN' : 'infinity'} to integer`,
    );
  return int(Math.trunc(number), value.random);
};

const specialFloats: ReadonlyMap<string, number> = new Map([
  ['nan', Number.NaN],
  ['inf', Number.POSITIVE_INFINITY],
  ['infinity', Number.POSITIVE_INFINITY],
]);

export const toFloat: Run = (_context, args) => {
  const given = args.get('x');
  const value = given.kind === 'tensor' ? scalarOf(given) : given;
  if (value.kind === 'str') {
    const text = value.value.trim().toLowerCase().replace(/^\+/, '');
    const sign = text.startsWith('-') ? -1 : 1;
    const special = specialFloats.get(text.replace('-', ''));
    const number = special === undefined ? Number(text.replaceAll('_', '') || 'x') : sign * special;
    return Number.isNaN(number) && special === undefined
      ? raise('ValueError', `could not convert string to float: ${repr(value)}`)
      : float(number);
  }
  if (!isNumber(value))
    return raise('TypeError', `float() argument must be a string or a real number, not '${typeName(value)}'`);
  return float(Number(value.value), value.random);
};

/** What `isinstance(value, type)` is for one of Python's own types. */
const isOfType: Readonly<Record<string, (value: Value) => boolean>> = {
  int: (value) => value.kind === 'int' || value.kind === 'bool',
  float: (value) =>
    value.kind === 'float' || (value.kind === 'tensor' && value.dtype === 'float64' && isNumpyNumber(value)),
  bool: (value) => value.kind === 'bool',
  str: (value) => value.kind === 'str',
  list: (value) => value.kind === 'list',
  tuple: (value) => value.kind === 'tuple',
  dict: (value) => value.kind === 'dict',
  set: (value) => value.kind === 'set',
  'torch.Tensor': (value) => value.kind === 'tensor' && value.library === 'torch',
  'torch.nn.Parameter': (value) => value.kind === 'tensor' && value.isParameter,
  'numpy.ndarray': (value) => value.kind === 'tensor' && value.library === 'numpy' && !isNumpyNumber(value),
  object: () => true,
};

export function isInstance(value: Value, type: Value): boolean {
  if (value.kind === 'unknown') return notKnown(value.reason, value.origin);
  if (type.kind === 'tuple') return type.items.some((one) => isInstance(value, one));
  if (type.kind === 'class') {
    if (value.kind !== 'instance') return false;
    const order = ancestry(value.type);
    return (
      order.includes(type) ||
      (order.some((at) => at.openBase !== null) ? notKnown('a class that extends something unknown') : false)
    );
  }
  const test = type.kind === 'builtin' ? isOfType[type.name.replace('builtins.', '')] : undefined;
  return test ? test(value) : notKnown('isinstance of a type that is not known');
}
