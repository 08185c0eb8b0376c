// Our analysis as it ships: bundled and minified like the extension.
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { inRepo } from '../../tools/places.mjs';
import { runOrThrow } from '../../tools/processes.mjs';

const bundle = inRepo('out', 'bench', 'ours.mjs');

/** @typedef {(options?: import('../../../src/analysis/create.ts').ProjectOptions) => import('../../../src/analysis/project.ts').Project} Create */

export async function buildOurs() {
  await runOrThrow(process.execPath, [inRepo('esbuild.mjs')]);
  await build({
    entryPoints: [inRepo('test', 'bench', 'lint', 'ours.ts')],
    outfile: bundle,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'warning',
  });
}

/**
 * A maker of empty projects, once it was built.
 * @param {boolean} [asCommand] in a program that is set up as the command line is
 * @returns {Promise<Create>}
 */
export async function importOurs(asCommand = false) {
  const { projects, tuneEngine } = await import(pathToFileURL(bundle).href);
  if (asCommand) tuneEngine();
  return projects(inRepo('dist'));
}
