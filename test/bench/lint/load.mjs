// Our analysis as it ships: bundled and minified like the extension.
import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { inRepo } from '../../tools/places.mjs';
import { runOrThrow } from '../../tools/processes.mjs';

/** @returns {Promise<() => import('../../../src/analysis/project.ts').Project>} a maker of empty projects */
export async function loadOurs() {
  await runOrThrow(process.execPath, [inRepo('esbuild.mjs')]);
  const outfile = inRepo('out', 'bench', 'ours.cjs');
  await build({
    entryPoints: [inRepo('test', 'bench', 'lint', 'ours.ts')],
    outfile,
    bundle: true,
    minify: true,
    format: 'cjs',
    platform: 'node',
    logLevel: 'warning',
  });
  return createRequire(import.meta.url)(outfile).projects(inRepo('dist'));
}
