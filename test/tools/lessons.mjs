// Writes test/golden/lessons.json: what PyTorch says to every lesson. Run after a lesson's numbers changed:
//   node test/tools/lessons.mjs
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { outputFiles } = await build({
  entryPoints: [`${root}src/learn/lessons.ts`],
  bundle: true,
  write: false,
  format: 'esm',
});
const { lessons } = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0]?.text ?? '').toString('base64')}`
);
const values = execFileSync('/usr/bin/python3', [`${root}test/golden/lessons.py`], {
  input: JSON.stringify(lessons),
  stdio: ['pipe', 'pipe', 'ignore'],
});
writeFileSync(`${root}test/golden/lessons.json`, values);
