// An esbuild plugin for the bundles that only compute, and for the panel's, for which another one brings the rest when it is
// first shown: of each loss it leaves out the formula, the links to papers and documentation and the steps.
import { readFile } from 'node:fs/promises';

/** A property at the first level of a definition. */
const references = /\n {2}references: \[(?:[^[\]]|\[[^\]]*\])*\],(?=\n)/;
/** One text, in quotes or raw. */
const formula = /\n {2}formula:\s*(?:String\.raw`[^`]*`|'[^']*'),(?=\n)/;
/** What a variant says of itself; the list of losses is of PyTorch's. */
const summary = /\n {2}summary:\s*'[^']*',(?=\n)/;
/** The last property of a definition, or of a rule that several definitions share. */
const steps = /\n {2}steps: [\s\S]*?(?=\n\}\)?;)/g;

/** A source of core without these. @param {string} source */
export const leftOut = (source) => source.replace(references, '').replace(formula, '').replace(steps, '');

/** @param {string} source @param {string} path */
const leftOutOf = (source, path) =>
  leftOut(/[\\/]variants[\\/]/.test(path) ? source.replace(summary, '') : source);

/** @type {import('esbuild').Plugin} */
export const leaveOut = {
  name: 'leave-out',
  setup(build) {
    build.onLoad({ filter: /[\\/]core[\\/](losses|variants)[\\/].*\.ts$/ }, async ({ path }) => ({
      contents: leftOutOf(await readFile(path, 'utf8'), path),
      loader: 'ts',
    }));
  },
};
