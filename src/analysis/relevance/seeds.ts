import { customary } from '../engine/builtins.ts';
import { scaleSources } from '../library/effects.ts';
import { lossNames } from '../library/losses.ts';
import { renamedPackages } from '../library/names.ts';
import { tellingScale } from '../library/tensor-methods.ts';
import type { Dotted } from './code.ts';

/** Packages used for much else: of them only the functions matter that give a value a scale. */
const general = new Set(['numpy', 'scipy']);

const names = [...scaleSources, ...lossNames];
/** The package that a qualified name belongs to. */
export const packageOf = (name: string): string => name.split('.', 1)[0] ?? '';
const lastOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

const frameworks = new Set(
  [...names.map(packageOf), ...renamedPackages].filter((name) => !general.has(name)),
);
const exponentials = new Set(names.filter((name) => general.has(packageOf(name))).map(lastOf));
const losses = new Set(lossNames.map(lastOf));
const softmaxes = new Set('softmax softmin log_softmax Softmax Softmin LogSoftmax'.split(' '));

/** `nn.Linear`, `tf.nn`: the customary name of a framework, with what of it matters. */
const customaryMembers: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(customary).flatMap(([short, full]) => {
    const inside = general.has(full) ? [] : names.filter((name) => name.startsWith(`${full}.`));
    const members = inside.map((name) => name.slice(full.length + 1).split('.')[0] ?? '');
    return members.length === 0 ? [] : [[short, new Set([...members, 'compat', 'contrib', 'keras'])]];
  }),
);

const scaling = new Set(tellingScale);
const scaled = new RegExp(
  `\\.(?:${tellingScale.join('|')})\\b|\\b(?:${[...customaryMembers.keys()].join('|')})\\.`,
);
const computed = new RegExp(`\\b(?:${[...exponentials, 'log'].join('|')})\\b`);
const lossText = new RegExp(`(['"])(?:\\w*Loss\\w*|${[...losses].join('|')})\\1`);

/** The customary names of packages that are used for much else. */
export const generalNames: readonly string[] = Object.entries(customary).flatMap(([short, full]) =>
  general.has(full) ? [short] : [],
);

export const isFramework = (name: string): boolean => frameworks.has(packageOf(name));
export const isGeneral = (name: string): boolean => general.has(packageOf(name));

/** The functions and classes of a framework that give a value a scale or compute a loss, for a star import. */
export const membersOf = (name: string): string[] =>
  names.filter((each) => packageOf(each) === packageOf(name)).map(lastOf);

/** Functions of general packages that give a value a scale. */
export const isExponential = (name: string): boolean => exponentials.has(name);

/** Whether a text says the name of one of them, or of a logarithm. */
export const saysExponential = (text: string): boolean => computed.test(text);

/** Names that are losses where they are a framework's. */
export const isLoss = (name: string): boolean => losses.has(name) || name.includes('Loss');

/** Names that, where they are a framework's, a rule looks at for themselves, whatever becomes of their result. */
export const isSoftmax = (name: string): boolean => softmaxes.has(name);

/** Whether a dotted name uses a framework by a customary name, or is a method that gives any tensor a scale. */
export const givesScale = ({ head, members }: Dotted): boolean =>
  members.some((member) => scaling.has(member)) ||
  (head !== undefined && customaryMembers.get(head)?.has(members[0] ?? '') === true);

/** Whether a text may have such a name. */
export const tellsScale = (code: string): boolean => scaled.test(code);

/** `getattr(nn, 'CrossEntropyLoss')`, `default='mse'`: whether the name of a loss is written as a text. */
export const quotesLoss = (code: string): boolean => lossText.test(code);
