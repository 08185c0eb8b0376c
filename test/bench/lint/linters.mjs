// The two linters that run in this program, each as a function that lints files and gives the number of findings.
import { importOurs } from './load.mjs';
import { ruff } from './peers.mjs';

/** @typedef {(sources: readonly import('./files.mjs').Source[]) => number} Linter */

/** Ours, of one project with all files, as the command line does it: on every file, or as in use. */
async function ours(/** @type {boolean} */ everyFile) {
  const create = await importOurs(true);
  /** @type {Linter} */
  return (sources) => {
    const project = create({ everyFile });
    const paths = sources.map(({ file }) => file.slice(1));
    project.setKnownPaths(paths);
    sources.forEach(({ text }, i) => {
      project.set({ path: paths[i] ?? '', cells: [{ index: null, text }] });
    });
    return Array.from(project.findings(paths)).reduce((sum, { findings }) => sum + findings.length, 0);
  };
}

async function ruffs() {
  const workspace = await ruff();
  /** @type {Linter} */
  return (sources) => sources.reduce((sum, { text }) => sum + workspace.check(text).length, 0);
}

/** What loads each of them. */
export const linters = { ours: () => ours(true), used: () => ours(false), ruff: ruffs };
