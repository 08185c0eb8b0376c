import { dtypes } from '../../core/dtype.ts';
import { activations } from '../../core/explore/activation.ts';
import { lossById } from '../../core/losses/index.ts';
import { inLibrary, librariesOf } from '../../core/variants/index.ts';
import type {
  BatchState,
  HeldTensor,
  OptionState,
  Setting,
  SourceState,
  State,
  TensorState,
} from '../../protocol.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * A state from outside: an earlier session's, a file's, a link's. Undefined when it is of another version or shows no loss that
 * is known. Any other part that is damaged or missing becomes what a fresh panel has, so that nothing that reads a state later
 * has to doubt it.
 */
export function readState(saved: unknown): State | undefined {
  if (!isObject(saved) || saved.version !== 1) return undefined;
  const setting = settingIn(saved.setting);
  if (!setting) return undefined;
  const batch = batchIn(saved.batch);
  return {
    version: 1,
    setting,
    compare: settingIn(saved.compare) ?? null,
    classNames: isList(saved.classNames, isText) ? saved.classNames : null,
    source: isSource(saved.source) ? saved.source : null,
    ...(batch && { batch }),
    rule: isText(saved.rule) ? saved.rule : null,
    view: entriesOf(saved.view, isPlain),
  };
}

function settingIn(value: unknown): Setting | undefined {
  if (!isObject(value)) return undefined;
  const loss = isText(value.loss) ? lossById(value.loss) : undefined;
  if (!loss) return undefined;
  const libraries = librariesOf(loss);
  const library = libraries.find((one) => one === value.library) ?? libraries[0] ?? 'torch';
  const { reductions, reduction } = inLibrary(loss, library);
  const activation = activations.find((one) => one === value.activation);
  return {
    loss: loss.id,
    library,
    reduction: reductions.find((one) => one === value.reduction) ?? reduction,
    dtype: dtypes.find((one) => one === value.dtype) ?? 'float32',
    inputs: entriesOf(value.inputs, isTensor),
    options: entriesOf(value.options, isOption),
    ...(activation && { activation }),
    ...(isNumber(value.temperature) && { temperature: value.temperature }),
  };
}

function batchIn(value: unknown): BatchState | undefined {
  if (!isObject(value) || !isHeld(value.prediction)) return undefined;
  const changes = isObject(value.changes) ? value.changes : {};
  return {
    prediction: value.prediction,
    target: isHeld(value.target) ? value.target : null,
    changes: { prediction: changesIn(changes.prediction), target: changesIn(changes.target) },
  };
}

const changesIn = (value: unknown) =>
  Object.fromEntries(
    Object.entries(entriesOf(value, isObject)).map(([row, values]) => [row, entriesOf(values, isElement)]),
  );

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isPlain = (value: unknown): value is string | number | boolean | null =>
  value === null || isText(value) || isNumber(value) || typeof value === 'boolean';
const isElement = (value: unknown): value is TensorState['data'][number] => isText(value) || isNumber(value);
const isOption = (value: unknown): value is OptionState => isPlain(value) || isTensor(value);

const isList = <T>(value: unknown, is: (item: unknown) => item is T): value is readonly T[] =>
  Array.isArray(value) && value.every(is);

/** The entries of a record that are what they should be. */
const entriesOf = <T>(value: unknown, is: (item: unknown) => item is T): Readonly<Record<string, T>> =>
  Object.fromEntries(
    Object.entries(isObject(value) ? value : {}).filter((entry): entry is [string, T] => is(entry[1])),
  );

const isSize = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

const isShaped = (value: Fields): boolean =>
  isList(value.shape, isSize) && dtypes.some((one) => one === value.dtype);

const sizeOf = (shape: unknown): number =>
  isList(shape, isSize) ? shape.reduce((product, size) => product * size, 1) : Number.NaN;

const isTensor = (value: unknown): value is TensorState =>
  isObject(value) &&
  isShaped(value) &&
  isList(value.data, isElement) &&
  value.data.length === sizeOf(value.shape);

const isHeld = (value: unknown): value is HeldTensor =>
  isObject(value) &&
  isShaped(value) &&
  isText(value.handle) &&
  isText(value.label) &&
  (value.file === null || (isObject(value.file) && isText(value.file.uri) && isText(value.file.entry))) &&
  (value.values === undefined ||
    (isList(value.values, isElement) && value.values.length === sizeOf(value.shape)));

const isSource = (value: unknown): value is SourceState =>
  isObject(value) && isText(value.uri) && isSize(value.start) && isSize(value.end) && isText(value.label);
