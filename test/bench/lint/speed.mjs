// How fast whole files are linted, in megabytes a second on one thread, beside ruff (WebAssembly), flake8 and pylint.
//   node test/bench/lint/speed.mjs [--rounds 3] [--sample 1.5] [--no-python] [folders with Python files]
// Every file is analysed, nothing is skipped by its name or its imports; the row "as in use" leaves out what no loss can be
// reached from. The first pass, in a process for each, pays for compiling what it runs, as a run of the command line does.
import { devNull } from 'node:os';
import { parseArgs } from 'node:util';
import { inRepo } from '../../tools/places.mjs';
import { runOrThrow } from '../../tools/processes.mjs';
import { median, time } from '../statistics.mjs';
import { defaultFolder, megabytes, readSources, sample } from './files.mjs';
import { linters } from './linters.mjs';
import { buildOurs } from './load.mjs';
import { pythonTools, versions } from './peers.mjs';

/** @typedef {import('./files.mjs').Source} Source */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    sample: { type: 'string', default: '1.5' },
    'no-python': { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);

/** A linter's first pass in a process of its own. @param {string} linter @returns {Promise<{ cpu: number, found: number }>} */
async function firstPass(linter) {
  const script = inRepo('test', 'bench', 'lint', 'first-pass.mjs');
  return JSON.parse((await runOrThrow(process.execPath, [script, linter, ...folders])).stdout);
}

/** The first passes of ours and ruff, in turn; medians. */
async function firstPasses() {
  const passes = { ours: /** @type {number[]} */ ([]), ruff: /** @type {number[]} */ ([]) };
  const found = { ours: 0, ruff: 0 };
  for (let pass = 0; pass < 5; pass++)
    for (const linter of /** @type {const} */ (['ours', 'ruff'])) {
      const { cpu, found: count } = await firstPass(linter);
      passes[linter].push(cpu);
      found[linter] = count;
    }
  return { ours: median(passes.ours), ruff: median(passes.ruff), found };
}

/** Megabytes a second of processor time of each linter, in turn in every round so that a slow moment hits both. @param {readonly Source[]} sources */
function inTurn(sources) {
  const size = megabytes(sources);
  /** @type {Record<'ours' | 'used' | 'ruff', number[]>} */
  const times = { ours: [], used: [], ruff: [] };
  for (let round = 0; round < rounds; round++) {
    times.ours.push(time(() => ours(sources)).cpu);
    times.used.push(time(() => used(sources)).cpu);
    times.ruff.push(time(() => ruff(sources)).cpu);
  }
  const speed = (/** @type {number[]} */ ms) => (size / median(ms)) * 1000;
  return { ours: speed(times.ours), used: speed(times.used), ruff: speed(times.ruff) };
}

/** Runs a module of this Python and prints the processor seconds that it took. */
const timed = `
import resource, subprocess, sys
subprocess.run([sys.executable, "-m", *sys.argv[1:]], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime)
`;

/** Megabytes a second of a Python linter, as one process. @param {string[]} args @param {readonly Source[]} sources */
async function pythonSpeed(args, sources) {
  const files = sources.map(({ file }) => file);
  const outcome = await runOrThrow(python ?? '', ['-c', timed, ...args, ...files], { timeoutMs: 1_800_000 });
  return megabytes(sources) / Number(outcome.stdout);
}

const folders = positionals.length > 0 ? positionals : [await defaultFolder()];
await buildOurs();
const python = values['no-python'] ? undefined : await pythonTools();
const all = readSources(folders);
const some = sample(all, Number(values.sample));
const show = (/** @type {number} */ speed) => speed.toFixed(speed < 0.1 ? 3 : 2).padStart(8);

console.log(
  `${folders.join(', ')}: ${all.length} files, ${megabytes(all).toFixed(1)} MB; ${rounds} rounds, median; MB a second of processor time`,
);
const first = await firstPasses();
const firstSpeed = (/** @type {number} */ ms) => show((megabytes(all) / ms) * 1000);
console.log(`Findings: ours ${first.found.ours}, ruff ${first.found.ruff}`);
const [ours, used, ruff] = [await linters.ours(), await linters.used(), await linters.ruff()];
const whole = inTurn(all);
const part = inTurn(some);
console.log(
  `\n| linter | all files, first pass | all files | sample of ${some.length} files, ${megabytes(some).toFixed(1)} MB |\n|---|---|---|---|`,
);
console.log(
  `| Loss Inspector, every file | ${firstSpeed(first.ours)} | ${show(whole.ours)} | ${show(part.ours)} |`,
);
console.log(`| Loss Inspector, as in use | | ${show(whole.used)} | ${show(part.used)} |`);
console.log(
  `| ruff ${versions.ruff} (WebAssembly, default rules) | ${firstSpeed(first.ruff)} | ${show(whole.ruff)} | ${show(part.ruff)} |`,
);
if (python) {
  const flake8 = await pythonSpeed(['flake8', '--isolated', '--jobs=1', '--quiet'], some);
  console.log(`| flake8 ${versions.flake8} | | | ${show(flake8)} |`);
  const pylint = await pythonSpeed(
    ['pylint', '--jobs=1', `--rcfile=${devNull}`, '--score=n', '--reports=n'],
    some,
  );
  console.log(`| pylint ${versions.pylint} | | | ${show(pylint)} |`);
}
process.exit(0);
