// Order statistics of measured times.

/** @param {readonly number[]} values @param {number} q between 0 and 1 */
export function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

/** @param {readonly number[]} values */
export const median = (values) => quantile(values, 0.5);

/**
 * Milliseconds that `body` takes: on the clock, and of processor time (all threads of this process), which a busy machine
 * does not lengthen.
 * @param {() => unknown} body
 */
export function time(body) {
  const [start, used] = [performance.now(), process.cpuUsage()];
  body();
  const { user, system } = process.cpuUsage(used);
  return { wall: performance.now() - start, cpu: (user + system) / 1000 };
}
