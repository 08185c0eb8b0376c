// Compares findings with what the manifests say.

/** @typedef {import('./manifest.mjs').Case} Case */
/** @typedef {import('./manifest.mjs').Clean} Clean */
/** @typedef {import('./manifest.mjs').Kind} Kind */
/** @typedef {import('./manifest.mjs').Spot} Spot */

/**
 * A finding of any linter. A rule of null means that it does not say, a line of null that it means the whole file.
 * @typedef {object} Finding
 * @property {string} file relative to the folder
 * @property {number | null} line
 * @property {number | null} cell
 * @property {string | null} rule
 * @property {string} severity
 * @property {string} message
 */

/** A finding may be a line off: linters differ in which line of a call they name. */
const slack = 1;
/** Known true findings in clean code are described less exactly. */
const knownSlack = 3;

/** @param {Finding} finding @param {Spot} spot @param {number} lines */
function isAt(finding, spot, lines) {
  if (finding.file !== spot.file) return false;
  if (finding.line === null || spot.line === null) return true;
  return finding.cell === (spot.cell ?? null) && Math.abs(finding.line - spot.line) <= lines;
}

/** @param {Case} entry @returns {Spot[]} */
const spotsOf = ({ bug_file, bug_line, bug_cell, alt_lines = [] }) => [
  { file: bug_file, line: bug_line, ...(bug_cell === undefined ? {} : { cell: bug_cell }) },
  ...alt_lines,
];

/**
 * Whether one of the findings is the bug of the case: at one of its places, by a rule that speaks of its kind.
 * @param {Case} entry
 * @param {readonly Finding[]} findings
 * @param {Readonly<Record<string, Kind>>} kinds
 */
export function isFound(entry, findings, kinds) {
  const kind = kinds[entry.kind];
  const rules = [kind, ...(kind?.accept ?? []).map((other) => kinds[other])].flatMap(
    (one) => one?.rules ?? [],
  );
  return findings.some(
    (finding) =>
      spotsOf(entry).some((spot) => isAt(finding, spot, slack)) &&
      (finding.rule === null || rules.includes(finding.rule)),
  );
}

/**
 * The findings in clean code that nobody has yet judged true.
 * @param {Clean} entry
 * @param {readonly Finding[]} findings
 */
export const unexpected = ({ known_true_positives = [] }, findings) =>
  findings.filter((finding) => !known_true_positives.some((spot) => isAt(finding, spot, knownSlack)));
