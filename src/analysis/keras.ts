import type { KerasOutput } from './fact.ts';
import { replace } from './fix/edits.ts';
import { spelling } from './fix/names.ts';
import type { FixDraft } from './rule.ts';
import type { Unit } from './site.ts';
import type { TensorValue } from './value.ts';

const compact = (api: string): string =>
  api
    .slice(api.lastIndexOf('.') + 1)
    .replaceAll('_', '')
    .toLowerCase();

export const isCrossEntropy = (api: string): boolean => compact(api).endsWith('crossentropy');
export const isBinaryLoss = (api: string): boolean => compact(api).startsWith('binary');
export const isCategorical = (api: string): boolean => isCrossEntropy(api) && !isBinaryLoss(api);

const classes = new Map([
  ['binarycrossentropy', 'BinaryCrossentropy'],
  ['categoricalcrossentropy', 'CategoricalCrossentropy'],
  ['sparsecategoricalcrossentropy', 'SparseCategoricalCrossentropy'],
]);

/** The class that a loss's string names, as it can be written in that file: `keras.losses.BinaryCrossentropy`. */
export function lossObject(unit: Unit, api: string): string | undefined {
  const name = classes.get(compact(api));
  return name === undefined ? undefined : spelling(unit, `keras.losses.${name}`);
}

/** `"binary_crossentropy"` ↔ `"categorical_crossentropy"`, for a loss that is written by its name. */
export function changeLoss({ lossSite, lossCall }: KerasOutput, to: string): FixDraft | undefined {
  if (lossCall !== null) return undefined;
  const { unit } = lossSite;
  const text = unit.text.slice(lossSite.start, lossSite.end);
  const renamed = text.replace(/(?:binary|(?:sparse_)?categorical)_crossentropy/, to);
  if (renamed === text) return undefined;
  return { title: `Use ${to}`, safety: 'unsafe', edits: [replace(unit, lossSite, renamed)] };
}

const activations = new Set(['softmax', 'sigmoid', 'relu', 'tanh']);

/** Another activation in `Dense(10, activation="softmax")`, for one that is written by its name. */
export function changeActivation({ source }: TensorValue, to: string): FixDraft | undefined {
  if (source === null) return undefined;
  const { unit, call } = source.at;
  const named = call.args.find(
    ({ value }) => value.kind === 'Constant' && activations.has(String(value.value)),
  );
  if (named === undefined) return undefined;
  const text = unit.text.slice(named.value.start, named.value.end);
  const edit = replace(unit, named.value, text.replace(/\w+(?=\W*$)/, to));
  return { title: `Use ${to}`, safety: 'unsafe', edits: [edit] };
}
