/**
 * Scalar functions that stay accurate where the textbook formula over- or underflows. All in float64; rounding to a
 * narrower dtype is the caller's (see rounding.ts).
 */

/** 1 / (1 + e^{−x}), from the side where e^{…} cannot overflow. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const e = Math.exp(x);
  return e / (1 + e);
}

/** log(1 + e^x). */
export const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/** log σ(x) = −log(1 + e^{−x}). */
export const logSigmoid = (x: number): number => Math.min(x, 0) - Math.log1p(Math.exp(-Math.abs(x)));

/** −1, 0 or 1; 0 for NaN, as `torch.sgn`. */
export const signOf = (x: number): number => (Number.isNaN(x) ? 0 : Math.sign(x));

/** x·log y with 0 wherever x is 0, as `torch.xlogy`. */
export const xlogy = (x: number, y: number): number => (x === 0 && !Number.isNaN(y) ? 0 : x * Math.log(y));

/** The largest value; NaN if one is NaN; −∞ for none. */
export function maximum(values: ArrayLike<number>): number {
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) max = Math.max(max, values[i] as number);
  return max;
}

/** log Σ e^{x}, shifted by the maximum. −∞ for no values or all −∞. */
export function logSumExp(values: ArrayLike<number>): number {
  const max = maximum(values);
  if (!Number.isFinite(max)) return max;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.exp((values[i] as number) - max);
  return max + Math.log(sum);
}

/** log_softmax of one row: (x − max) − log Σ e^{x − max}. A row of −∞ only gives NaN, as in PyTorch. */
export function logSoftmax(values: ArrayLike<number>): Float64Array {
  const max = maximum(values);
  const out = new Float64Array(values.length);
  let sum = 0;
  for (let i = 0; i < out.length; i++) {
    out[i] = (values[i] as number) - max;
    sum += Math.exp(out[i] as number);
  }
  const logSum = Math.log(sum);
  for (let i = 0; i < out.length; i++) out[i] = (out[i] as number) - logSum;
  return out;
}

/** softmax of one row, shifted by the maximum. */
export function softmax(values: ArrayLike<number>): Float64Array {
  const max = maximum(values);
  const out = new Float64Array(values.length);
  let sum = 0;
  for (let i = 0; i < out.length; i++) {
    out[i] = Math.exp((values[i] as number) - max);
    sum += out[i] as number;
  }
  for (let i = 0; i < out.length; i++) out[i] = (out[i] as number) / sum;
  return out;
}
