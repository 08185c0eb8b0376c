import { isFloating } from './dtype.ts';
import type { DType } from './tensor.ts';

export type Round = (x: number) => number;

const identity: Round = (x) => x;

/**
 * Round half to even to a binary format of `bits` significant bits, with gradual underflow below 2^minExponent and
 * overflow to infinity. A float64 passes through float32 first, as PyTorch's `Half(float)` and `BFloat16(float)` do.
 */
function toFormat(bits: number, minExponent: number, largest: number): Round {
  return (x) => {
    const single = Math.fround(x);
    const magnitude = Math.abs(single);
    if (!(magnitude > 0 && magnitude < Number.POSITIVE_INFINITY)) return single;
    const quantum = 2 ** (Math.max(exponentOf(magnitude), minExponent) - bits + 1);
    // Adding 1.5·2^52 quanta leaves no room for the digits below one quantum: the addition itself rounds to even.
    const anchor = 1.5 * 2 ** 52 * quantum;
    const rounded = magnitude + anchor - anchor;
    if (rounded > largest) return Math.sign(single) * Number.POSITIVE_INFINITY;
    return single < 0 ? -rounded : rounded;
  };
}

/** ⌊log₂ x⌋ for a positive float32; float64's log2 can be off by one only beside a power of two. */
function exponentOf(x: number): number {
  const guess = Math.floor(Math.log2(x));
  if (2 ** guess > x) return guess - 1;
  return 2 ** (guess + 1) <= x ? guess + 1 : guess;
}

export const roundFloat16: Round = toFormat(11, -14, 65504);
export const roundBfloat16: Round = toFormat(8, -126, (2 - 2 ** -7) * 2 ** 127);

const wrap = (bits: number, signed: boolean): Round => {
  const modulus = 2 ** bits;
  return (x) => {
    const low = ((Math.trunc(x) % modulus) + modulus) % modulus;
    return signed && low >= modulus / 2 ? low - modulus : low;
  };
};

const roundings: Readonly<Record<DType, Round>> = {
  float64: identity,
  float32: Math.fround,
  float16: roundFloat16,
  bfloat16: roundBfloat16,
  int64: Math.trunc,
  int32: wrap(32, true),
  int16: wrap(16, true),
  int8: wrap(8, true),
  uint8: wrap(8, false),
  bool: (x) => (x === 0 ? 0 : 1),
};

/** The nearest value that `dtype` can hold; integers truncate and wrap as a C cast does. */
export const roundTo = (dtype: DType): Round => roundings[dtype];

/**
 * How a framework rounds on the way: `store` is what a tensor of the dtype keeps, `work` is what a kernel computes in
 * between (PyTorch's "opmath" type: float32 for the half types).
 */
export interface Precision {
  readonly dtype: DType;
  readonly store: Round;
  readonly work: Round;
}

export function precisionOf(dtype: DType): Precision {
  const work = dtype === 'float64' || !isFloating(dtype) ? identity : Math.fround;
  return { dtype, store: roundTo(dtype), work };
}
