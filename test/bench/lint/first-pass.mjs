// One linter's first pass over files, in a process of its own: prints the milliseconds of processor time that it took, without
// loading, and how much it found.
//   node test/bench/lint/first-pass.mjs ours|used|ruff folder …
import { time } from '../statistics.mjs';
import { readSources } from './files.mjs';
import { linters } from './linters.mjs';

const [name, ...folders] = process.argv.slice(2);
const lint = await linters[/** @type {keyof typeof linters} */ (name)]();
const sources = readSources(folders);
let found = 0;
const { cpu } = time(() => {
  found = lint(sources);
});
console.log(JSON.stringify({ cpu, found }));
process.exit(0);
