// `npm run bench:panel`: builds the panel as it ships and measures it.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { leaveOut } from '../../../webview/leave-out.mjs';
import { squeezeTemplates } from '../../../webview/squeeze-templates.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
mkdirSync(`${root}.cache`, { recursive: true });
await build({
  absWorkingDir: root,
  entryPoints: ['webview/main.ts'],
  outfile: 'dist/panel.js',
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  tsconfig: 'webview/tsconfig.json',
  plugins: [leaveOut, squeezeTemplates],
});
const script = `${root}.cache/bench-panel.mjs`;
await build({
  entryPoints: [`${root}test/bench/panel/frames.ts`],
  outfile: script,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  // The gallery finds the repository from its own place, which bundling would move.
  define: { 'import.meta.url': JSON.stringify(new URL('../../panel/gallery.ts', import.meta.url).href) },
});
const { status } = spawnSync(process.execPath, [script, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = status ?? 1;
