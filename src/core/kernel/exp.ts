const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
/** 1.5·2^52: adding and subtracting it rounds to an integer. */
const MAGIC = 6755399441055744;
/** The table below spans 2^±LEAST. */
const LEAST = 200;

/** Powers of two by exponent + LEAST. */
const POWERS: Float64Array = Float64Array.from({ length: 2 * LEAST }, (_, i) => 2 ** (i - LEAST));

/**
 * 2^k·e^x by a series that is good to 1e-10, more than float32 can hold, in half the time of Math.exp. Callers keep
 * x·log₂e + k within ±190. NaN gives NaN.
 */
export function scaledExp(x: number, k: number): number {
  const n = x * Math.LOG2E + MAGIC - MAGIC;
  const r = x - n * LN2_HIGH - n * LN2_LOW;
  const r2 = r * r;
  const odd = 1 / 6 + r2 * (1 / 120 + r2 * (1 / 5040));
  const even = 1 / 2 + r2 * (1 / 24 + r2 * (1 / 720 + r2 * (1 / 40320)));
  return (1 + r + r2 * (even + r * odd)) * (POWERS[(n + k + LEAST) | 0] as number);
}

/** Below this e^x is 0 in float32. */
const LOWEST = -104;

/** e^x of x ≤ 0, rounded to float32. */
export const singleExp = (x: number): number => (x > LOWEST ? Math.fround(scaledExp(x, 0)) : tiny(x));

/** 0, but NaN for NaN. */
const tiny = (x: number): number => (Number.isNaN(x) ? x : 0);
