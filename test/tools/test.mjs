// `npm test`: installs what is missing and runs every stage. `npm test -- unit package` runs only those. The last line is the
// total over all stages, `N passed, N failed`; the exit status is 1 if anything failed.
import { ensureDependencies, requireNode } from './prepare.mjs';
import { check, count, summary } from './results.mjs';
import { desktop, wantsDesktop } from './stages/desktop.mjs';
import { hostNode, hostWeb } from './stages/host.mjs';
import { packaged } from './stages/package.mjs';
import { bundles, style, types } from './stages/static.mjs';
import { panel, unit, workbench } from './stages/vitest.mjs';

/** @typedef {import('./results.mjs').Result} Result */

const say = (/** @type {string} */ message) => console.log(message);

/** In this order: what is cheap and finds most comes first, and the package, which builds anew, comes last. */
const stages = [
  ...[types, style, bundles, unit, panel, hostNode, hostWeb, workbench, packaged],
  ...(wantsDesktop() ? [desktop] : []),
];

/** Without bundles these could only wait for what will not come. */
const needBundles = new Set([panel, hostNode, hostWeb, workbench, packaged, desktop]);

/** @param {import('./results.mjs').Stage} stage */
const notBuilt = ({ name }) =>
  check(`stage ${name}`, () => {
    throw new Error('Not run: the bundles do not build.');
  });

/** @param {import('./results.mjs').Stage} stage @returns {Promise<Result[]>} */
async function runStage(stage) {
  const start = Date.now();
  /** @type {Result[]} */
  let results = [];
  const whole = await check(`stage ${stage.name}`, async () => {
    results = await stage.run(say);
    if (results.length === 0) throw new Error('No test was found.');
  });
  const all = whole.outcome === 'failed' ? [...results, whole] : results;
  for (const { name, error } of all.filter(({ outcome }) => outcome === 'failed'))
    say(`\n✗ ${name}\n${indent(error ?? '')}\n`);
  say(`${stage.name.padEnd(10)} ${summary(all)} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  return all;
}

const indent = (/** @type {string} */ text) => text.replace(/^/gm, '    ');

async function main() {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length > 0)
    throw new Error(
      `There is no stage ${unknown.join(', ')}. There are ${stages.map(({ name }) => name).join(', ')}.`,
    );
  requireNode();
  await ensureDependencies(say);
  /** @type {Result[]} */
  const results = [];
  let built = true;
  for (const stage of stages) {
    if (asked.length > 0 && !asked.includes(stage.name)) continue;
    /** @type {Result[]} */
    const whatItDid = built || !needBundles.has(stage) ? await runStage(stage) : [await notBuilt(stage)];
    if (stage === bundles) built = count(whatItDid).failed === 0;
    results.push(...whatItDid);
  }
  return results;
}

/** @type {Result[]} */
let results;
try {
  results = await main();
} catch (error) {
  console.error(`npm test: ${error instanceof Error ? error.message : String(error)}`);
  results = [{ name: 'npm test', outcome: 'failed', ms: 0 }];
}
console.log(summary(results));
process.exit(count(results).failed > 0 ? 1 : 0);
