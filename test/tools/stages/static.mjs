// Types, style and the build: one result for each program that checks.
import { inRepo } from '../places.mjs';
import { build } from '../prepare.mjs';
import { runOrThrow } from '../processes.mjs';
import { check } from '../results.mjs';

/** A program of node_modules, run by this Node.js. @param {string} script @param {readonly string[]} args */
const node = (script, args) =>
  runOrThrow(process.execPath, [inRepo('node_modules', ...script.split('/')), ...args], {
    timeoutMs: 180_000,
  });

/** @type {import('../results.mjs').Stage} */
export const types = {
  name: 'types',
  run: () =>
    Promise.all(
      ['.', 'webview', 'test/tools'].map((project) =>
        check(`types of ${project}`, () => node('typescript/bin/tsc', ['--noEmit', '-p', inRepo(project)])),
      ),
    ),
};

/** @type {import('../results.mjs').Stage} */
export const style = {
  name: 'style',
  run: async () => [
    await check('format and lint', () =>
      node('@biomejs/biome/bin/biome', [
        'ci',
        '--error-on-warnings',
        '--max-diagnostics=50',
        '--colors=off',
        '.',
      ]),
    ),
  ],
};

/** @type {import('../results.mjs').Stage} */
export const bundles = {
  name: 'build',
  run: async (say) => [await check('the bundles build', () => build(say))],
};
