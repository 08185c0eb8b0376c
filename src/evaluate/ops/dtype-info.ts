import { isFloating } from '../../core/dtype.ts';
import type { DType } from '../../core/tensor.ts';
import { define, type Entry, type Run } from '../library/define.ts';
import { notKnown } from '../signals.ts';
import { float, int, namedTuple } from '../values/make.ts';
import { anyDType } from './cast.ts';

/** Bits of the fraction and the largest and smallest exponents of each floating type (IEEE 754, bfloat16). */
const floats: Partial<Record<DType, readonly [fraction: number, high: number, low: number, bits: number]>> = {
  float64: [52, 1023, -1022, 64],
  float32: [23, 127, -126, 32],
  float16: [10, 15, -14, 16],
  bfloat16: [7, 127, -126, 16],
};

const finfo: Run = (context, args) => {
  const value = args.optional('type');
  const dtype = value ? anyDType(value) : context.defaultDType;
  const [fraction, high, low, bits] = (dtype && floats[dtype]) ?? notKnown('the limits of this type');
  const largest = (2 - 2 ** -fraction) * 2 ** high;
  const smallest = float(2 ** low);
  return namedTuple(
    'finfo',
    ['eps', 'max', 'min', 'tiny', 'smallest_normal', 'bits'],
    [float(2 ** -fraction), float(largest), float(-largest), smallest, smallest, int(bits)],
  );
};

const iinfo: Run = (_context, args) => {
  const dtype = anyDType(args.get('type'));
  const bits = Number(/\d+$/.exec(dtype ?? '')?.[0] ?? 0);
  // 2^63 − 1 is no number that can be told exactly here.
  if (!dtype || isFloating(dtype) || bits === 0 || bits > 32) return notKnown('the limits of this type');
  const [low, high] = dtype.startsWith('u') ? [0, 2 ** bits - 1] : [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1];
  return namedTuple('iinfo', ['min', 'max', 'bits'], [int(low), int(high), int(bits)]);
};

export const dtypeInfoFunctions: readonly Entry[] = ['torch', 'numpy', 'jax.numpy'].flatMap((library) => [
  define(`${library}.finfo(type=None)`, finfo),
  define(`${library}.iinfo(type)`, iinfo),
]);
