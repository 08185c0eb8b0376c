import type { Link } from './scale.ts';

/** What one row's target says: a class, a value for each class, or nothing that has a probability. */
export type RowTarget = number | ArrayLike<number> | undefined;

/**
 * The probability that a row gives to what is true: that of the class, the expectation under a distribution, and under
 * sigmoids the geometric mean of p where the label is 1 and 1 − p where it is 0. NaN without a class.
 */
export function truthOf(p: Float64Array, target: RowTarget, link: Link | null): number {
  if (target === undefined) return Number.NaN;
  if (typeof target === 'number') return p[target] ?? Number.NaN;
  return link === 'sigmoid' ? binaryTruth(p, target) : expectedTruth(p, target);
}

const expectedTruth = (p: Float64Array, target: ArrayLike<number>): number =>
  p.reduce((sum, value, c) => sum + value * (target[c] ?? 0), 0);

function binaryTruth(p: Float64Array, target: ArrayLike<number>): number {
  const logs = p.reduce((sum, value, c) => {
    const y = target[c] ?? 0;
    return sum + Math.log(y * value + (1 - y) * (1 - value));
  }, 0);
  return Math.exp(logs / p.length);
}
