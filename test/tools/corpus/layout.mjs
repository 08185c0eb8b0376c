// Lays files of clones out as plain folders in the cache, once each.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeCacheFolder } from '../places.mjs';
import { extract, findClone, sourcesAt } from './clones.mjs';
import { select } from './globs.mjs';
import { folderOf } from './manifest.mjs';

/** @typedef {import('./manifest.mjs').Case} Case */
/** @typedef {import('./manifest.mjs').Clean} Clean */

/**
 * The folder with the given files of a commit; it is beside the marker that says that it is complete.
 * @param {string} name
 * @param {string} gitDir
 * @param {string} commit
 * @param {(names: readonly string[]) => readonly string[]} [choose] among the Python files and notebooks
 */
export function layOut(name, gitDir, commit, choose = (names) => names) {
  const folder = path.join(makeCacheFolder(), 'corpus', name);
  const complete = `${folder}.complete`;
  if (existsSync(complete)) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  extract(gitDir, commit, choose(sourcesAt(gitDir, commit)), folder);
  writeFileSync(complete, '');
  return folder;
}

/**
 * The folder of an entry of a manifest, or undefined when its repository is not among the clones.
 * @param {string} clones
 * @param {Case | Clean} entry
 */
export function layOutEntry(clones, entry) {
  const gitDir = findClone(clones, entry.repo);
  if (gitDir === undefined) return undefined;
  const [paths, exclude] = 'bug_file' in entry ? [entry.files, undefined] : [entry.paths, entry.exclude];
  return layOut(folderOf(entry), gitDir, entry.commit, (names) => select(names, paths, exclude));
}
