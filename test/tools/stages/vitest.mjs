// The Vitest projects, counted from Vitest's own JSON report.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
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
 * @param {string} folder where its tests are
 * @param {number} minutes the limit for all of it
 * @returns {(say: (message: string) => void) => Promise<Result[]>}
 */
const vitest = (project, folder, minutes) => async () => {
  const report = path.join(freshFolder('vitest'), 'report.json');
  const finished = new Set();
  const outcome = await run(
    process.execPath,
    [
      inRepo('node_modules', 'vitest', 'vitest.mjs'),
      ...['run', '--config', inRepo('test', 'vitest.config.ts'), '--project', project],
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    ],
    {
      timeoutMs: minutes * 60_000,
      env: { VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true', NO_COLOR: '1' },
      onLine: (line) => finished.add(/[\w./-]+\.(test|e2e)\.ts/.exec(line)?.[0]),
    },
  ).catch(() => {
    const open = testFiles(folder).filter((file) => !finished.has(file));
    throw new Error(`Vitest did not end within ${minutes} minutes. Not finished: ${open.join(', ')}`);
  });
  if (!existsSync(report)) throw new Error(`Vitest wrote no report.\n${tail(outcome.output)}`);
  const files = /** @type {TestFile[]} */ (JSON.parse(readFileSync(report, 'utf8')).testResults);
  const results = files.flatMap(resultsOf);
  // An error outside any test, such as a rejection nobody awaited, shows only in the exit status.
  if (outcome.code !== 0 && results.every((one) => one.outcome !== 'failed'))
    results.push({ name: `vitest ${project}`, outcome: 'failed', ms: 0, error: tail(outcome.output) });
  return results;
};

/** The test files below a folder, relative to the repository, as Vitest writes them. @param {string} folder */
const testFiles = (folder) =>
  readdirSync(inRepo(folder), { recursive: true })
    .map((name) => `${folder}/${String(name).replaceAll(path.sep, '/')}`)
    .filter((name) => /\.(test|e2e)\.ts$/.test(name));

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
export const unit = { name: 'unit', run: vitest('unit', 'test/unit', 8) };

/** @type {import('../results.mjs').Stage} */
export const panel = {
  name: 'panel',
  run: async (say) => {
    await ensureChromium(say);
    return vitest('panel', 'test/panel', 8)(say);
  },
};

/** @type {import('../results.mjs').Stage} */
export const workbench = {
  name: 'workbench',
  run: async (say) => {
    await ensureChromium(say);
    return vitest('vscode', 'test/host', 8)(say);
  },
};
