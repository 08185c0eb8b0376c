// How fast whole files are linted, in megabytes a second on one thread, beside ruff (WebAssembly), flake8 and pylint.
//   node test/bench/lint/speed.mjs [--rounds 3] [--sample 1.5] [--no-python] [folders with Python files]
// Every file is analysed, nothing is skipped by its name or its imports; the row "as in use" leaves out what no loss can be
// reached from. The first pass pays for compiling what it runs, as a run of the command line does.
import { devNull } from 'node:os';
import { parseArgs } from 'node:util';
import { runOrThrow } from '../../tools/processes.mjs';
import { median, time } from '../statistics.mjs';
import { defaultFolder, megabytes, readSources, sample } from './files.mjs';
import { loadOurs } from './load.mjs';
import { pythonTools, ruff, versions } from './peers.mjs';

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

/** One project with all files, linted as the command line does it. @param {readonly Source[]} sources @param {boolean} everyFile */
function ours(sources, everyFile) {
  const project = create({ everyFile });
  project.setKnownPaths(sources.map(({ file }) => file.slice(1)));
  for (const { file, text } of sources) project.set({ path: file.slice(1), cells: [{ index: null, text }] });
  let count = 0;
  for (const { findings } of project.findings(sources.map(({ file }) => file.slice(1))))
    count += findings.length;
  return count;
}

/** @param {readonly Source[]} sources */
const ruffs = (sources) => sources.reduce((sum, { text }) => sum + workspace.check(text).length, 0);

/** Megabytes a second of processor time of each linter, in turn in every round so that a slow moment hits both. @param {readonly Source[]} sources */
function inTurn(sources) {
  const size = megabytes(sources);
  /** @type {Record<'ours' | 'used' | 'ruff', number[]>} */
  const times = { ours: [], used: [], ruff: [] };
  for (let round = 0; round < rounds; round++) {
    times.ours.push(time(() => ours(sources, true)).cpu);
    times.used.push(time(() => ours(sources, false)).cpu);
    times.ruff.push(time(() => ruffs(sources)).cpu);
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
const create = await loadOurs(true);
const workspace = await ruff();
const python = values['no-python'] ? undefined : await pythonTools();
const all = readSources(folders);
const some = sample(all, Number(values.sample));
const show = (/** @type {number} */ speed) => speed.toFixed(speed < 0.1 ? 3 : 2).padStart(8);

console.log(
  `${folders.join(', ')}: ${all.length} files, ${megabytes(all).toFixed(1)} MB; ${rounds} rounds, median; MB a second of processor time`,
);
const counts = { ours: 0, ruff: 0 };
const first = {
  ours: time(() => (counts.ours = ours(all, true))).cpu,
  ruff: time(() => (counts.ruff = ruffs(all))).cpu,
};
const firstSpeed = (/** @type {number} */ ms) => show((megabytes(all) / ms) * 1000);
console.log(`Findings: ours ${counts.ours}, ruff ${counts.ruff}`);
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
