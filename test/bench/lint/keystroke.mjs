// How long a keystroke takes, from the edit to the new findings, in a 3,000-line file inside a 200-file project.
//   node test/bench/lint/keystroke.mjs [--places 12]
// Whole statements are typed character by character at places spread over the file and deleted again, so most of the
// states measured hold a syntax error, as they do while a person types. Files that the analysis wants are in the project.
import { parseArgs } from 'node:util';
import { quantile, time } from '../statistics.mjs';
import { buildOurs, importOurs } from './load.mjs';
import { longFile, syntheticProject } from './synthetic.mjs';

const { values } = parseArgs({ options: { places: { type: 'string', default: '12' } } });

const typed = [
  '    probabilities = torch.softmax(logits, dim=-1)\n',
  '    loss = F.cross_entropy(probabilities, target)\n',
  '    print(f"{loss.item():.4f}", {"a": [1, 2', // never finished
];

/** Every state of the text while `addition` is typed at `place` and deleted again. @param {string} text @param {number} place @param {string} addition */
function* states(text, place, addition) {
  const [before, after] = [text.slice(0, place), text.slice(place)];
  for (let length = 1; length <= addition.length; length++) yield before + addition.slice(0, length) + after;
  for (let length = addition.length - 1; length >= 0; length--)
    yield before + addition.slice(0, length) + after;
}

/** Offsets of line starts inside functions, spread over the file. @param {string} text @param {number} count */
function placesIn(text, count) {
  const lines = [...text.matchAll(/^ {4}total\.backward\(\)$/gm)].map(({ index }) => index);
  return Array.from({ length: count }, (_, n) => lines[Math.floor(((n + 0.5) * lines.length) / count)] ?? 0);
}

const files = syntheticProject();
await buildOurs();
const project = (await importOurs())();
const set = (/** @type {string} */ path, /** @type {string} */ text) =>
  project.set({ path, cells: [{ index: null, text }] });

project.setKnownPaths(files.keys());
const opening = time(() => {
  for (const [path, text] of files) set(path, text);
  for (const path of files.keys()) project.report(path);
});

const text = files.get(longFile) ?? '';
const times = [];
for (const place of placesIn(text, Number(values.places)))
  for (const addition of typed)
    for (const state of states(text, place, addition))
      times.push(
        time(() => {
          set(longFile, state);
          project.report(longFile);
        }),
      );

const ms = (/** @type {number} */ value) => `${value.toFixed(1)} ms`;
const lines = text.split('\n').length;
console.log(
  `${files.size} files, ${longFile} with ${lines} lines; all analysed at first in ${ms(opening.wall)}.`,
);
for (const kind of /** @type {const} */ (['wall', 'cpu'])) {
  const of = times.map((one) => one[kind]);
  const figures = `median ${ms(quantile(of, 0.5))}, 95th percentile ${ms(quantile(of, 0.95))}, longest ${ms(Math.max(...of))}`;
  console.log(`${of.length} keystrokes, ${kind === 'wall' ? 'on the clock' : 'processor time'}: ${figures}`);
}
