import { at } from '../create.ts';
import type { Precision } from '../rounding.ts';
import { EPSILON } from './keras.ts';

/**
 * Keras' way with probabilities: each row divided by its sum, then held between ε and 1 − ε.
 * Rows that are no probabilities (logits with from_logits off) go through the same and give something finite and wrong.
 */
export interface HeldRow {
  /** row / Σ row, before it is held. */
  readonly shares: Float64Array;
  /** After. */
  readonly held: Float64Array;
  readonly sum: number;
}

export function holdRow(row: Float64Array, { store }: Precision): HeldRow {
  let total = 0;
  for (const p of row) total += p;
  const sum = store(total);
  const shares = row.map((p) => store(p / sum));
  return { shares, held: shares.map((p) => hold(p, store)), sum };
}

/** A probability held between ε and 1 − ε. */
export const hold = (p: number, store: (x: number) => number): number =>
  Math.min(Math.max(p, store(EPSILON)), store(1 - EPSILON));

/** Whether the gradient passes: not where the probability was held. */
export const isFree = (p: number, store: (x: number) => number): boolean =>
  p > store(EPSILON) && p < store(1 - EPSILON);

/**
 * The gradient with respect to the row, given that with respect to the held shares:
 * d(p_i / Σ)/dp_j = (δ_ij − p_i / Σ) / Σ.
 */
export function throughHolding(
  gradient: Float64Array,
  { shares, sum }: HeldRow,
  { store }: Precision,
): Float64Array {
  const free = gradient.map((g, c) => (isFree(shares[c] as number, store) ? g : 0));
  const mean = free.reduce((total, g, c) => total + g * (shares[c] as number), 0);
  return free.map((g) => store((g - mean) / sum));
}

/** The gradient with respect to logits, given that with respect to their softmax. */
export function throughSoftmax(gradient: Float64Array, p: Float64Array, { store }: Precision): Float64Array {
  const mean = gradient.reduce((total, g, c) => total + g * (p[c] as number), 0);
  return gradient.map((g, c) => store((p[c] as number) * (g - mean)));
}

/** A target row, smoothed: t(1 − ε) + ε/C; a class index as its one-hot row. */
export function targetRow(
  data: { readonly [i: number]: number; readonly length: number },
  place: { readonly row: number; readonly classes: number; readonly indices: boolean },
  smoothing: number,
  { store }: Precision,
): Float64Array {
  const { row, classes, indices } = place;
  const index = indices ? (data[row] as number) : -1;
  return Float64Array.from({ length: classes }, (_, c) => {
    const t = indices ? Number(c === index) : at(data as Float64Array, row * classes + c);
    return smoothing === 0 ? t : store(store(t * store(1 - smoothing)) + store(smoothing / classes));
  });
}
