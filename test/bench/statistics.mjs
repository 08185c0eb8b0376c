// Order statistics of measured times.

/** @param {readonly number[]} values @param {number} q between 0 and 1 */
export function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

/** @param {readonly number[]} values */
export const median = (values) => quantile(values, 0.5);

/** Milliseconds that `body` takes. @param {() => unknown} body */
export function time(body) {
  const start = performance.now();
  body();
  return performance.now() - start;
}
