import { customary } from '../engine/builtins.ts';
import { scaleSources } from '../library/effects.ts';
import { lossNames } from '../library/losses.ts';
import { renamedPackages } from '../library/names.ts';
import { tellingScale } from '../library/tensor-methods.ts';
import type { SourceFile } from '../project.ts';

/** Packages used for much else: a text that imports one matters when it also names one of the functions that do. */
const general = new Set(['numpy', 'scipy']);

const names = [...scaleSources, ...lossNames];
const packageOf = (name: string): string => name.slice(0, name.indexOf('.'));
const lastOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1);
const distinct = (words: readonly string[]): string => [...new Set(words)].join('|');

const packages = [...names.map(packageOf), ...renamedPackages].filter((name) => !general.has(name));
const generalNames = names.filter((name) => general.has(packageOf(name))).map(lastOf);

/** `nn.Linear`, `tf.nn`: the customary name of a package with what of it matters. */
const customaryUses = Object.entries(customary).flatMap(([short, full]) => {
  const inside = names.filter((name) => name.startsWith(`${full}.`));
  const members = inside.map((name) => name.slice(full.length + 1).split('.')[0] ?? '');
  return members.length === 0
    ? []
    : [`\\b${short}\\.(?:${distinct([...members, 'compat', 'contrib', 'keras'])})\\b`];
});

/** An import of one of them, as far as its line tells. */
const imported = (wanted: readonly string[]): string =>
  `\\b(?:import|from)[ \\t]+[^\\n]*\\b(?:${distinct(wanted)})\\b`;

const framework = new RegExp(
  [imported(packages), `\\.(?:${tellingScale.join('|')})\\b`, ...customaryUses].join('|'),
);
const generalPackage = new RegExp(imported([...general]));
const generalUse = new RegExp(`\\b(?:${distinct(generalNames)})\\b`);

/**
 * Whether something in a text can give a value a scale or compute a loss. Where this is so neither of a file nor of
 * anything it imports, running it can bring nothing to light.
 */
export const mentionsFramework = ({ cells }: SourceFile): boolean =>
  cells.some(({ text }) => framework.test(text) || (generalPackage.test(text) && generalUse.test(text)));
