// Writes test/golden/exported-code.json: what PyTorch, Keras and optax print when they run the code that the panel exports.
// Run after the exports or the losses changed:
//   node test/tools/exported.mjs [python with PyTorch] [python with Keras and optax]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const [torchPython = '/usr/bin/python3', jaxPython = 'python3'] = process.argv.slice(2);
const bundle = path.join(mkdtempSync(path.join(tmpdir(), 'exported-')), 'cases.mjs');
await build({
  entryPoints: [`${root}test/panel/model/exported-cases.ts`],
  bundle: true,
  outfile: bundle,
  format: 'esm',
  logLevel: 'error',
});
const { exportedCases } = await import(pathToFileURL(bundle).href);
/** @type {{ code: string, runs: string, value: number, printed?: string }[]} */
const cases = exportedCases();

/** @param {string} python @param {readonly string[]} libraries @returns {Record<string, string>} */
function run(python, libraries) {
  const own = cases.filter(({ runs }) => libraries.includes(runs));
  const out = execFileSync(python, [`${root}test/golden/exported-code.py`], {
    input: JSON.stringify(own),
    stdio: ['pipe', 'pipe', 'ignore'],
    maxBuffer: 1e8,
  });
  const { versions, printed } = JSON.parse(out.toString());
  own.forEach((one, i) => {
    one.printed = printed[i];
  });
  return versions;
}

const versions = { ...run(jaxPython, ['keras', 'optax']), ...run(torchPython, ['torch']) };
const printed = Object.fromEntries(cases.map(({ code, printed }) => [code, printed ?? '']));
writeFileSync(`${root}test/golden/exported-code.json`, `${JSON.stringify({ versions, printed }, null, 1)}\n`);
const wrong = cases.filter(
  ({ value, printed }) => !(Math.abs(Number(printed) - value) <= 2e-5 * Math.max(1, Math.abs(value))),
);
console.log(`${cases.length} exports, ${wrong.length} that print something else`);
for (const { code, value, printed } of wrong) console.log(`${value} but ${printed}\n${code}`);
