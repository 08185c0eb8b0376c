// `npm run corpus -- --clones DIR`: lints public code at fixed commits and compares what is found with what the manifests
// know.
//   --manifest FILE  other manifests than those in test/corpus; repeat for more
//   --peers          other linters from PyPI over the same files
//   --whole          every clone in DIR as it is at its newest commit instead, without a manifest
//   --list           each finding in clean code, or each finding at all with --whole
import path from 'node:path';
import { parseArgs } from 'node:util';
import { allClones } from './corpus/clones.mjs';
import { layOut, layOutEntry } from './corpus/layout.mjs';
import { ourLinter, peerLinters } from './corpus/linters.mjs';
import { ownManifests, readKinds, readManifests } from './corpus/manifest.mjs';
import { countBy, list, measure } from './corpus/report.mjs';

/** @typedef {import('./corpus/manifest.mjs').Case} Case */
/** @typedef {import('./corpus/manifest.mjs').Clean} Clean */

const say = (/** @type {string} */ line) => console.log(line);

/**
 * The entries whose repository is there, with their folders; says how to get the others.
 * @template {Case | Clean} T
 * @param {string} clones
 * @param {readonly T[]} entries
 * @returns {Map<T, string>}
 */
function laidOut(clones, entries) {
  const folders = new Map();
  const missing = new Set();
  for (const entry of entries) {
    const folder = layOutEntry(clones, entry);
    if (folder === undefined) missing.add(entry.repo);
    else folders.set(entry, folder);
  }
  for (const repo of missing)
    say(`missing: git clone https://github.com/${repo} ${path.join(clones, repo.replace('/', '+'))}`);
  return folders;
}

/** @param {string} clones @param {{ manifest?: string[], peers?: boolean, list?: boolean }} options */
function measureManifests(clones, options) {
  const manifest = readManifests(options.manifest ?? ownManifests);
  const corpus = { cases: laidOut(clones, manifest.cases), clean: laidOut(clones, manifest.clean) };
  const kinds = readKinds();
  say(`${corpus.cases.size} known bugs, ${corpus.clean.size} bodies of clean code`);
  for (const linter of [ourLinter(), ...(options.peers ? peerLinters(say) : [])])
    say(measure(linter, corpus, kinds, options.list === true));
}

/** @param {string} clones @param {{ list?: boolean }} options */
function lintWhole(clones, options) {
  const linter = ourLinter();
  for (const { repo, gitDir } of allClones(clones)) {
    const findings = linter.lint(layOut(`whole/${repo.replace('/', '+')}`, gitDir, 'HEAD'));
    const counts = [...countBy(findings, ({ severity }) => severity)];
    say(
      `${repo}: ${counts.map(([severity, { length }]) => `${length} ${severity}`).join(', ') || 'nothing'}`,
    );
    if (options.list) say(list(findings, '    '));
  }
}

const { values } = parseArgs({
  options: {
    clones: { type: 'string' },
    manifest: { type: 'string', multiple: true },
    peers: { type: 'boolean' },
    whole: { type: 'boolean' },
    list: { type: 'boolean' },
  },
});
if (values.clones === undefined) {
  console.error(
    'npm run corpus -- --clones DIR [--manifest FILE]… [--peers] [--list], or --clones DIR --whole [--list]',
  );
  process.exitCode = 2;
} else if (values.whole) lintWhole(path.resolve(values.clones), values);
else measureManifests(path.resolve(values.clones), values);
