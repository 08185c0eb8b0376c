// The Vitest projects, counted from Vitest's own JSON report.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ensureChromium } from '../chromium.mjs';
import { freshFolder, inRepo } from '../places.mjs';
import { run, tail } from '../processes.mjs';

/**
 * @typedef {import('../results.mjs').Result} Result
 * @typedef {{ fullName: string, status: string, duration?: number | null, failureMessages?: string[] }} Assertion
 * @typedef {{ name: string, status: string, message?: string, assertionResults: Assertion[] }} TestFile
 */

/**
 * @param {string} project a project of test/vitest.config.ts
 * @param {number} minutes the limit for all of it
 * @returns {(say: (message: string) => void) => Promise<Result[]>}
 */
const vitest = (project, minutes) => async () => {
  const report = path.join(freshFolder('vitest'), 'report.json');
  const outcome = await run(
    process.execPath,
    [
      inRepo('node_modules', 'vitest', 'vitest.mjs'),
      ...['run', '--config', inRepo('test', 'vitest.config.ts'), '--project', project],
      ...['--reporter=json', `--outputFile=${report}`],
    ],
    { timeoutMs: minutes * 60_000, env: { VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true', NO_COLOR: '1' } },
  );
  if (!existsSync(report)) throw new Error(`Vitest wrote no report.\n${tail(outcome.output)}`);
  const files = /** @type {TestFile[]} */ (JSON.parse(readFileSync(report, 'utf8')).testResults);
  const results = files.flatMap(resultsOf);
  // An error outside any test, such as a rejection nobody awaited, shows only in the exit status.
  if (outcome.code !== 0 && results.every((one) => one.outcome !== 'failed'))
    results.push({ name: `vitest ${project}`, outcome: 'failed', ms: 0, error: tail(outcome.output) });
  return results;
};

/** @param {TestFile} file @returns {Result[]} */
function resultsOf(file) {
  const where = path.relative(inRepo(), file.name);
  const results = file.assertionResults.map((one) => resultOf(where, one));
  if (file.status === 'failed' && results.every((one) => one.outcome !== 'failed'))
    results.push({
      name: where,
      outcome: 'failed',
      ms: 0,
      error: file.message ?? 'The file could not be run.',
    });
  return results;
}

/** @param {string} where @param {Assertion} assertion @returns {Result} */
function resultOf(where, { fullName, status, duration, failureMessages }) {
  const known = status === 'passed' || status === 'failed';
  const error = failureMessages?.length ? { error: failureMessages.join('\n') } : {};
  return { name: `${where}: ${fullName}`, outcome: known ? status : 'skipped', ms: duration ?? 0, ...error };
}

/** @type {import('../results.mjs').Stage} */
export const unit = { name: 'unit', run: vitest('unit', 6) };

/** @type {import('../results.mjs').Stage} */
export const panel = {
  name: 'panel',
  run: async (say) => {
    await ensureChromium(say);
    return vitest('panel', 8)(say);
  },
};

/** @type {import('../results.mjs').Stage} */
export const workbench = {
  name: 'workbench',
  run: async (say) => {
    await ensureChromium(say);
    return vitest('vscode', 6)(say);
  },
};
