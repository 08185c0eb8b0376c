import { roundTo } from '../rounding.ts';
import type { DType } from '../tensor.ts';

/** What went wrong on the way; null where nothing did. */
export type Trouble = 'overflow' | 'underflow' | 'saturation' | null;

export interface Textbook {
  readonly value: number;
  readonly trouble: Trouble;
}

/**
 * Cross-entropy as it stands in a textbook, every operation rounded to the dtype: softmax by e^z / Σ e^z without the shift
 * by the maximum, then −Σ t log p.
 * @param target a distribution over the classes; terms with t = 0 are left out, as an index target leaves them out
 */
export function textbookCrossEntropy(logits: Float64Array, target: Float64Array, dtype: DType): Textbook {
  const round = roundTo(dtype);
  const powers = logits.map((z) => round(Math.exp(round(z))));
  const sum = powers.reduce((total, power) => round(total + power), 0);
  const p = powers.map((power) => round(power / sum));
  let value = 0;
  target.forEach((t, c) => {
    if (t !== 0) value = round(value - round(round(t) * round(Math.log(p[c] as number))));
  });
  const infinite =
    powers.some((power) => power === Number.POSITIVE_INFINITY) || sum === Number.POSITIVE_INFINITY;
  const vanished = target.some((t, c) => t !== 0 && p[c] === 0);
  return { value, trouble: infinite ? 'overflow' : vanished ? 'underflow' : null };
}

/**
 * Binary cross-entropy as it stands in a textbook, every operation rounded: p = 1 / (1 + e^{−x}), then
 * −(y log p + (1 − y) log(1 − p)), averaged over the elements. No clamp: log 0 is −∞.
 */
export function textbookBinary(logits: Float64Array, target: Float64Array, dtype: DType): Textbook {
  const round = roundTo(dtype);
  let sum = 0;
  let trouble: Trouble = null;
  logits.forEach((x, i) => {
    const y = target[i] as number;
    const power = round(Math.exp(round(-x)));
    const p = round(1 / round(1 + power));
    const rest = round(1 - p);
    const hit = y === 0 ? 0 : round(y * round(Math.log(p)));
    const miss = y === 1 ? 0 : round(round(1 - y) * round(Math.log(rest)));
    sum = round(sum - round(hit + miss));
    if (y !== 0 && p === 0) trouble ??= power === Number.POSITIVE_INFINITY ? 'overflow' : 'underflow';
    if (y !== 1 && rest === 0) trouble ??= 'saturation';
  });
  return { value: round(sum / logits.length), trouble };
}

/**
 * How many decimal digits of `value` are those of `exact`: −log₁₀ of the relative error, 0 to 17. Equal values have 17; NaN
 * and infinities against a finite number have none.
 */
export function digitsRight(value: number, exact: number): number {
  if (Object.is(value, exact) || value === exact) return 17;
  if (!Number.isFinite(value) || exact === 0) return 0;
  return Math.min(17, Math.max(0, -Math.log10(Math.abs((value - exact) / exact))));
}
