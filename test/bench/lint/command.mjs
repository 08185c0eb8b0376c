// The command line as a user runs it, on a generated repository of 600,000 lines: time, speed and memory of the whole process.
//   node test/bench/lint/command.mjs [--lines 600000] [folder to lint instead]
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { freshFolder, inRepo } from '../../tools/places.mjs';
import { run, runOrThrow, tail } from '../../tools/processes.mjs';
import { megabytes, readSources } from './files.mjs';
import { syntheticProject } from './synthetic.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { lines: { type: 'string', default: '600000' } },
});

const lineCount = (/** @type {string} */ text) => text.split('\n').length - 1;

/** Copies of the synthetic project side by side. @param {number} lines */
async function generate(lines) {
  const folder = freshFolder('repository');
  for (let copy = 0, written = 0; written < lines; copy++)
    for (const [name, text] of syntheticProject()) {
      const file = path.join(folder, `part_${copy}`, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text);
      written += lineCount(text);
    }
  return folder;
}

/** Prints the largest resident size as the process ends; ru_maxrss is in kilobytes. */
const hook = `process.on('exit', () => process.stderr.write('\\n@memory ' + process.resourceUsage().maxRSS + '\\n'));`;

await runOrThrow(process.execPath, [inRepo('esbuild.mjs'), '--minify']);
const folder = positionals[0] ?? (await generate(Number(values.lines)));
const hookFile = path.join(freshFolder('hook'), 'hook.cjs');
await writeFile(hookFile, hook);
const sources = readSources([folder]);
const start = performance.now();
const outcome = await run(
  process.execPath,
  ['--require', hookFile, inRepo('dist', 'cli.js'), 'lint', folder, '--format', 'json'],
  { timeoutMs: 1_800_000 },
);
const seconds = (performance.now() - start) / 1000;
const memory = Number(/@memory (\d+)/.exec(outcome.stderr)?.[1]) / 1024;
if (outcome.code > 1) throw new Error(tail(outcome.output));
const lines = sources.reduce((sum, { text }) => sum + lineCount(text), 0);
console.log(`${sources.length} files, ${lines} lines, ${megabytes(sources).toFixed(1)} MB`);
console.log(`${JSON.parse(outcome.stdout).findings.length} findings in ${seconds.toFixed(1)} s`);
console.log(`${(megabytes(sources) / seconds).toFixed(2)} MB/s, ${memory.toFixed(0)} MB of memory`);
process.exit(0);
