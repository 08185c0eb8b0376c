import type { Reshape } from '../library/effect.ts';
import { type TensorValue, tensorOf, unknown } from '../value.ts';
import type { CallArguments } from './arguments.ts';
import { withMark } from './arithmetic.ts';
import { entriesOf } from './containers.ts';
import type { Application } from './effects.ts';
import { rowsReshaped, withoutRows } from './rows.ts';
import type { Value } from './values.ts';

type Shape = readonly (number | null)[];

/** A tensor in another shape, as far as it can be told; its scale stays. */
export function reshaped(
  tensor: TensorValue,
  how: Reshape,
  settings: CallArguments,
  name: string,
): TensorValue {
  if (how === 'keep') return tensor;
  const mark = taking.has(how) ? 'part' : 'reshaped';
  const marks = withMark(rowsReshaped(tensor.marks, how), mark);
  return shapedAnew({ ...tensor, marks }, how, settings, name);
}

const taking: ReadonlySet<Reshape> = new Set(['unknown', 'pick', 'gather']);

function shapedAnew(tensor: TensorValue, how: Reshape, settings: CallArguments, name: string): TensorValue {
  switch (how) {
    case 'view':
      return viewed(tensor, integers(settings));
    case 'squeeze':
      return {
        ...tensor,
        shape: squeezed(tensor.shape, integers(settings)[0]),
        classes: tensor.classes === 1 ? null : tensor.classes,
      };
    case 'unsqueeze':
      return {
        ...tensor,
        shape: unsqueezed(tensor.shape, integers(settings)[0]),
        axis: shifted(tensor.axis, integers(settings)[0]),
      };
    case 'flatten':
      return startsAtOne(settings, name)
        ? { ...tensor, shape: [tensor.shape?.[0] ?? null, null], classes: null, axis: null }
        : { ...tensor, shape: null, classes: null, axis: null };
    case 'permute':
    case 'transpose':
      return { ...tensor, shape: permuted(tensor.shape, how, integers(settings)), axis: null };
    case 'pick':
    case 'gather': {
      const entries = picked({ ...tensor, classes: null, axis: null });
      const axis = integers(settings).find((number) => number !== null) ?? 0;
      return how === 'gather' && axis > 0
        ? { ...entries, marks: withMark(entries.marks, 'gathered') }
        : entries;
    }
    default:
      return { ...tensor, shape: null, classes: null, axis: null };
  }
}

/** Entries of the rows of a tensor, not the rows themselves. */
export const picked = (tensor: TensorValue): TensorValue => ({
  ...tensor,
  shape: null,
  marks: withMark(tensor.marks, 'picked'),
});

/** The sizes or axes given: positional numbers, or the elements of one tuple; null where unknown. */
function integers(settings: CallArguments): (number | null)[] {
  const values = settings.positional.map(({ value }) => value);
  const [first] = values;
  const listed =
    first !== undefined && values.length === 1 ? entriesOf(first)?.map(({ value }) => value) : undefined;
  const axis = settings.keywords.get('dim') ?? settings.keywords.get('axis');
  const all = listed ?? (values.length === 0 && axis !== undefined ? [axis.value] : values);
  return all.map((value) =>
    value.kind === 'constant' && typeof value.value === 'number' ? value.value : null,
  );
}

/** `view(-1, 10)` has ten classes; what becomes of an unknown size is unknown. */
function viewed(tensor: TensorValue, sizes: readonly (number | null)[]): TensorValue {
  const shape = sizes.length === 0 ? null : sizes.map((size) => (size !== null && size >= 0 ? size : null));
  const last = sizes.at(-1);
  const classes = last != null && last > 0 ? last : null;
  return { ...tensor, shape, classes, axis: null };
}

/** What stands at one place of the first axis. */
export const rowOf = (tensor: TensorValue): TensorValue => ({
  ...tensor,
  shape: tensor.shape?.slice(1) ?? null,
});

/** Some of the classes. Those of a softmax add up to 1 no more. */
export function columnsOf(tensor: TensorValue): TensorValue {
  const marks = withoutRows(tensor.marks);
  const part = { ...partOf({ ...tensor, marks }), axis: null, shape: null, classes: null };
  if (tensor.activation !== 'softmax') return part;
  return { ...part, activation: null, marks: withMark(part.marks, 'column') };
}

export const partOf = (tensor: TensorValue): TensorValue => ({
  ...tensor,
  marks: withMark(tensor.marks, 'part'),
});

/** Pieces along an axis: some of the samples along the first, else perhaps some of the classes. */
export const piecesOf = (tensor: TensorValue, axis: number | null): TensorValue =>
  axis === 0 ? { ...partOf(tensor), shape: null } : columnsOf(tensor);

function place(axis: number | null | undefined, rank: number): number | null {
  if (axis == null) return null;
  return axis < 0 ? axis + rank : axis;
}

function squeezed(shape: Shape | null, axis: number | null | undefined): Shape | null {
  if (shape === null) return null;
  if (axis === undefined) return shape.includes(null) ? null : shape.filter((size) => size !== 1);
  const at = place(axis, shape.length);
  if (at === null) return null;
  const size = shape[at];
  if (size === null || size === undefined) return null;
  return size === 1 ? shape.filter((_, i) => i !== at) : shape;
}

function unsqueezed(shape: Shape | null, axis: number | null | undefined): Shape | null {
  const at = shape === null ? null : place(axis, shape.length + 1);
  if (shape === null || at === null) return null;
  return [...shape.slice(0, at), 1, ...shape.slice(at)];
}

/** Where an axis is once another has come in at `at`. */
function shifted(axis: number | null, at: number | null | undefined): number | null {
  if (axis === null || axis < 0) return axis;
  return at == null || at < 0 ? null : axis + Number(at <= axis);
}

/** `torch.flatten(x, 1)`, `x.flatten(start_dim=1)`, `nn.Flatten()`: everything but the batch becomes one axis. */
function startsAtOne({ positional, keywords }: CallArguments, name: string): boolean {
  if (alwaysAtOne.has(name) && keywords.size + positional.length === 0) return true;
  const given = keywords.get('start_dim')?.value ?? positional.at(-1)?.value;
  return keywords.size + positional.length <= 2 && given?.kind === 'constant' && given.value === 1;
}

const alwaysAtOne = new Set(['torch.nn.Flatten', 'keras.layers.Flatten', 'haiku.Flatten']);

function permuted(
  shape: Shape | null,
  how: 'permute' | 'transpose',
  axes: readonly (number | null)[],
): Shape | null {
  if (shape === null) return null;
  const places = axes.map((axis) => place(axis, shape.length));
  if (how === 'permute')
    return places.length === shape.length
      ? places.map((at) => (at === null ? null : (shape[at] ?? null)))
      : null;
  const [a, b] = places.length === 0 && shape.length === 2 ? [0, 1] : places;
  if (a == null || b == null) return null;
  return shape.map((size, i) => (i === a ? (shape[b] ?? null) : i === b ? (shape[a] ?? null) : size));
}

/** Of something unknown the new shape may still be told: `x.view(-1, 784)`, `nn.Flatten()(x)`. */
export function reshapedUnknown({ form, name, settings }: Application, how: Reshape): Value {
  if (how === 'flatten') return startsAtOne(settings, name) ? tensorOf({ shape: [null, null] }) : unknown;
  if (form !== 'method' || how !== 'view') return unknown;
  const sizes = integers(settings);
  return sizes.length > 1 || sizes[0] === -1 ? reshaped(tensorOf(), how, settings, name) : unknown;
}
