// What every stage of `npm test` returns, and how it is counted and shown.

/**
 * @typedef {'passed' | 'failed' | 'skipped'} TestOutcome
 * @typedef {{ name: string, outcome: TestOutcome, ms: number, error?: string }} Result
 * @typedef {{ name: string, run: (say: (message: string) => void) => Promise<Result[]> }} Stage
 */

/**
 * One check as a result: passed unless it throws.
 * @param {string} name
 * @param {() => Promise<unknown> | unknown} check
 * @returns {Promise<Result>}
 */
export async function check(name, check) {
  const start = performance.now();
  const ms = () => Math.round(performance.now() - start);
  try {
    await check();
    return { name, outcome: 'passed', ms: ms() };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { name, outcome: 'failed', ms: ms(), error: text };
  }
}

/** @param {readonly Result[]} results */
export function count(results) {
  const of = (/** @type {TestOutcome} */ outcome) => results.filter((one) => one.outcome === outcome).length;
  return { passed: of('passed'), failed: of('failed'), skipped: of('skipped') };
}

/** `N passed, N failed`, and how many were skipped if any. @param {readonly Result[]} results */
export function summary(results) {
  const { passed, failed, skipped } = count(results);
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
