// Logits and targets that are the same in every run, and how far a gradient is from the exact one.

/** @typedef {{ rows: number, classes: number, logits: Float32Array, targets: Int32Array }} Problem */

/** Uniform numbers in (0, 1). @param {number} seed */
function uniform(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
}

/** Normal logits of standard deviation 3. @param {number} rows @param {number} classes @returns {Problem} */
export function problem(rows, classes) {
  const next = uniform(rows * 31 + classes);
  const logits = new Float32Array(rows * classes);
  for (let i = 0; i < logits.length; i++)
    logits[i] = 3 * Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next());
  const targets = Int32Array.from({ length: rows }, () => Math.floor(next() * classes));
  return { rows, classes, logits, targets };
}

/** A unit in the last place of a float32. @param {number} x */
const ulp = (x) => 2 ** (Math.max(-126, Math.floor(Math.log2(Math.abs(x)))) - 23);

/**
 * The largest and the mean error of a gradient in units in the last place, over at most 64 rows.
 * @param {Problem} problem @param {Float32Array} gradient
 */
export function errors({ rows, classes, logits, targets }, gradient) {
  let [worst, total] = [0, 0];
  const checked = Math.min(rows, 64);
  for (let row = 0; row < checked; row++) {
    const z = Float64Array.from(logits.subarray(row * classes, (row + 1) * classes));
    const max = z.reduce((a, b) => Math.max(a, b));
    const powers = z.map((x) => Math.exp(x - max));
    const y = targets[row] ?? 0;
    // Without the true class, so that 1 − p does not cancel.
    const others = powers.reduce((sum, e, c) => (c === y ? sum : sum + e), 0);
    const sum = others + (powers[y] ?? 0);
    powers.forEach((e, c) => {
      const exact = (c === y ? -others : e) / sum / rows;
      const error = Math.abs((gradient[row * classes + c] ?? Number.NaN) - exact) / ulp(exact);
      worst = Math.max(worst, error);
      total += error;
    });
  }
  return { worst, mean: total / (checked * classes) };
}
