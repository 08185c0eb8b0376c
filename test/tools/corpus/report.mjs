// Prints what linters find.
import { folderOf } from './manifest.mjs';
import { isFound, unexpected } from './score.mjs';

/** @typedef {import('./manifest.mjs').Case} Case */
/** @typedef {import('./manifest.mjs').Clean} Clean */
/** @typedef {import('./manifest.mjs').Kind} Kind */
/** @typedef {import('./score.mjs').Finding} Finding */
/** @typedef {import('./linters.mjs').Linter} Linter */

/** One line for a finding. @param {Finding} finding */
const show = ({ file, cell, line, severity, rule, message }) =>
  `${file}${cell === null ? '' : ` cell ${cell}`}:${line ?? ''} ${severity} ${rule ?? ''} ${message.split('\n')[0]}`;

/** @param {readonly Finding[]} findings @param {string} indent */
export const list = (findings, indent) => findings.map((finding) => `${indent}${show(finding)}\n`).join('');

/**
 * How many items there are of each key: `3 error, 1 hint`.
 * @template T
 * @param {readonly T[]} items
 * @param {(item: T) => string} key
 */
export function countBy(items, key) {
  /** @type {Map<string, T[]>} */
  const groups = new Map();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

/** `cross-file 8/9, intra 4/4` @param {readonly { entry: Case, found: boolean }[]} results @param {(entry: Case) => string} key */
const fractions = (results, key) =>
  [...countBy(results, ({ entry }) => key(entry))]
    .map(([name, group]) => `${name} ${group.filter(({ found }) => found).length}/${group.length}`)
    .join(', ');

/**
 * What one linter finds of the known bugs and in clean code, as text.
 * @param {Linter} linter
 * @param {{ cases: ReadonlyMap<Case, string>, clean: ReadonlyMap<Clean, string> }} corpus entries with their folders
 * @param {Readonly<Record<string, Kind>>} kinds
 * @param {boolean} listed every unexpected finding as well
 */
export function measure(linter, corpus, kinds, listed) {
  const results = [...corpus.cases].map(([entry, folder]) => ({
    entry,
    found: isFound(entry, linter.lint(folder), kinds),
  }));
  const headline = results.filter(({ entry }) => kinds[entry.kind]?.headline);
  const surprises = [...corpus.clean].map(([entry, folder]) => ({
    entry,
    findings: unexpected(entry, linter.lint(folder)),
  }));
  const all = surprises.flatMap(({ findings }) => findings);
  const serious = all.filter(({ severity }) => severity !== 'info' && severity !== 'hint').length;
  const missed = results.filter(({ found }) => !found).map(({ entry }) => entry.id);
  return `
${linter.name}
  known bugs       ${fractions(results, () => 'all')}, ${fractions(headline, () => 'headline')}
  headline, scope  ${fractions(headline, ({ scope }) => scope)}
  kind             ${fractions(results, ({ kind }) => kind)}
  missed           ${missed.join(', ') || 'none'}
  in clean code    ${serious} of severity error or warning, ${all.length - serious} below
${listed ? surprises.map(({ entry, findings }) => list(findings, `    ${folderOf(entry)}/`)).join('') : ''}`;
}
