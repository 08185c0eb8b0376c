// Bundles the programs of the product into dist/: the extension and its holder of large tensors, one file each that serves
// VS Code's Node host and its web worker host alike, the panel (with the parts that it loads later), and the command line.
// `--watch` rebuilds on change; `--minify` is what the package ships.
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { bundledPackages, noticesOf } from './notices.mjs';
import { leaveOut } from './webview/leave-out.mjs';
import { squeezeTemplates } from './webview/squeeze-templates.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));
const watch = process.argv.includes('--watch');
const minify = process.argv.includes('--minify');

/** @type {esbuild.BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  minify,
  metafile: true,
  // The licences lie beside the bundles, whole.
  legalComments: 'none',
  sourcemap: minify ? false : 'linked',
  target: 'es2022',
  charset: 'utf8',
  logLevel: 'info',
};

/** @type {esbuild.BuildOptions[]} */
const builds = [
  {
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/extension.js',
    platform: 'browser',
    format: 'cjs',
    external: ['vscode', 'module', 'fs/promises', 'node:worker_threads'],
  },
  {
    entryPoints: ['src/host/holder/worker.ts'],
    outfile: 'dist/holder.js',
    platform: 'browser',
    format: 'iife',
    external: ['node:worker_threads'],
    plugins: [leaveOut],
  },
  {
    entryPoints: ['webview/main.ts'],
    outfile: 'dist/panel.js',
    platform: 'browser',
    format: 'esm',
    tsconfig: 'webview/tsconfig.json',
    plugins: minify ? [leaveOut, squeezeTemplates] : [leaveOut],
  },
  {
    entryPoints: ['webview/steps.ts'],
    outfile: 'dist/panel-steps.js',
    platform: 'browser',
    format: 'esm',
    tsconfig: 'webview/tsconfig.json',
  },
  {
    entryPoints: ['webview/out.ts'],
    outfile: 'dist/panel-out.js',
    platform: 'browser',
    format: 'esm',
    tsconfig: 'webview/tsconfig.json',
  },
  {
    entryPoints: ['src/cli/main.ts'],
    outfile: 'dist/cli.js',
    platform: 'node',
    format: 'cjs',
    banner: { js: '#!/usr/bin/env node' },
    plugins: [leaveOut],
  },
];

/** The parser's WebAssembly lies beside the bundles and is read by the host or the command line. */
async function copyWasm() {
  await mkdir(`${root}dist`, { recursive: true });
  await copyFile(`${root}src/python/syntax/parser.wasm`, `${root}dist/parser.wasm`);
}

/** @param {readonly esbuild.BuildResult[]} results */
async function writeNotices(results) {
  const bundled = bundledPackages(results.flatMap(({ metafile }) => metafile ?? []));
  await writeFile(
    `${root}dist/ThirdPartyNotices.txt`,
    await noticesOf(root, [...bundled, 'tree-sitter-python'].sort()),
  );
}

// What is shipped must not carry an earlier build's source maps.
if (minify) await rm(`${root}dist`, { recursive: true, force: true });
await copyWasm();
if (watch)
  await Promise.all(
    builds.map(async (options) => (await esbuild.context({ ...common, ...options })).watch()),
  );
else await writeNotices(await Promise.all(builds.map((options) => esbuild.build({ ...common, ...options }))));
