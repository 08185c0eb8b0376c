// Our analysis as it ships: bundled and minified like the extension.
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { inRepo } from '../../tools/places.mjs';
import { runOrThrow } from '../../tools/processes.mjs';

/**
 * @param {boolean} [asCommand] in a program that is set up as the command line is
 * @returns {Promise<(options?: import('../../../src/analysis/create.ts').ProjectOptions) => import('../../../src/analysis/project.ts').Project>} a maker of empty projects
 */
export async function loadOurs(asCommand = false) {
  await runOrThrow(process.execPath, [inRepo('esbuild.mjs')]);
  const outfile = inRepo('out', 'bench', 'ours.mjs');
  await build({
    entryPoints: [inRepo('test', 'bench', 'lint', 'ours.ts')],
    outfile,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'warning',
  });
  const { projects, tuneEngine } = await import(pathToFileURL(outfile).href);
  if (asCommand) tuneEngine();
  return projects(inRepo('dist'));
}
