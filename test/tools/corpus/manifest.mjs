// What a manifest says: cases, each a known bug in files of a repository at a commit, and clean code, which should draw no
// finding. One file may hold both.
import { readFileSync } from 'node:fs';
import { inRepo } from '../places.mjs';

/** @typedef {{ file: string, line: number | null, cell?: number }} Spot */

/**
 * A known bug.
 * @typedef {object} Case
 * @property {string} id
 * @property {string} repo owner/name
 * @property {string} commit
 * @property {readonly string[]} files globs: all that is laid out for it
 * @property {string} bug_file
 * @property {number} bug_line from 1; within the cell in a notebook
 * @property {number} [bug_cell] from 0 over all cells
 * @property {readonly Spot[]} [alt_lines] other places where a report of this bug is right
 * @property {string} kind
 * @property {string} scope intra, same-file, cross-file or notebook
 */

/**
 * Code without findings, but for known true ones.
 * @typedef {object} Clean
 * @property {string} repo
 * @property {string} commit
 * @property {string} group
 * @property {readonly string[]} paths globs
 * @property {readonly string[]} [exclude] globs
 * @property {string} [pair_of] the case whose bug is fixed here
 * @property {readonly Spot[]} [known_true_positives]
 */

/**
 * A kind of bug; `rules` of ours that speak of it, `accept` other kinds that are as good an answer.
 * @typedef {{ what: string, headline: boolean, accept: readonly string[], rules: readonly string[] }} Kind
 */

/** @typedef {{ cases: readonly Case[], clean: readonly Clean[] }} Manifest */

/** The manifests that come with the project. */
export const ownManifests = ['recall.json', 'clean.json'].map((name) => inRepo('test', 'corpus', name));

/** @returns {Readonly<Record<string, Kind>>} */
export const readKinds = () => JSON.parse(readFileSync(inRepo('test', 'corpus', 'kinds.json'), 'utf8'));

/**
 * @param {readonly string[]} files
 * @returns {Manifest}
 */
export function readManifests(files) {
  const entries = files.flatMap((file) => {
    const list = JSON.parse(readFileSync(file, 'utf8'));
    if (!Array.isArray(list)) throw new Error(`${file}: a manifest is a JSON list.`);
    return list;
  });
  return {
    cases: entries.filter((entry) => 'bug_file' in entry),
    clean: entries.filter((entry) => 'paths' in entry),
  };
}

/** The folder a case or a clean entry is laid out in. @param {Case | Clean} entry */
export function folderOf(entry) {
  if ('bug_file' in entry) return `recall/${entry.id}`;
  const pair = entry.pair_of === undefined ? '' : `-${entry.pair_of}`;
  return `clean/${entry.repo.replace('/', '+')}@${entry.commit.slice(0, 8)}${pair}`;
}
