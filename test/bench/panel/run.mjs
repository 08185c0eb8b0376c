// `npm run bench:panel`: builds what ships and measures the panel.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../..', import.meta.url));
mkdirSync(`${root}.cache`, { recursive: true });
const built = spawnSync(process.execPath, [`${root}esbuild.mjs`, '--minify'], {
  cwd: root,
  stdio: 'inherit',
});
if (built.status !== 0) process.exit(1);
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
