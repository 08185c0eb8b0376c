import { sizeOf } from '../../core/create.ts';
import { isFloating } from '../../core/dtype.ts';
import { stridesOf } from '../../core/shape.ts';
import type { Context } from '../context.ts';
import { asTensor } from '../library/convert.ts';
import { itemsOf } from '../library/items.ts';
import { notKnown, raise } from '../signals.ts';
import { positionsOf, rowMajor, select, slice, unsqueeze, type View } from '../tensor/geometry.ts';
import { recordView } from '../tensor/record.ts';
import { dense, rankOf, shapeOf } from '../tensor/tensor.ts';
import { int, list, none } from '../values/make.ts';
import { typeName } from '../values/type-name.ts';
import type { ArrayLibrary, SliceValue, TensorValue, Value } from '../values/value.ts';
import { advancedPositions } from './advanced-index.ts';
import { pick } from './extremes.ts';

/** An index array and the axis of the (already sliced) tensor that it picks from. */
export interface Advanced {
  readonly axis: number;
  readonly positions: TensorValue;
}

/** An index taken apart: first a view (integers, slices, None, …), then the index arrays in it. */
export interface Index {
  readonly view: View;
  readonly advanced: readonly Advanced[];
  readonly isView: boolean;
}

const indexable = new Set(['list', 'tensor', 'tuple', 'range']);

/** Python's slice over a length: where it starts, how many it takes. */
export function sliceBounds(
  { lower, upper, step }: SliceValue,
  length: number,
): { start: number; count: number; step: number } {
  const by = bound(step) ?? 1;
  if (by === 0) raise('ValueError', 'slice step cannot be zero');
  const clip = (value: number, least: number, most: number) =>
    Math.min(Math.max(value < 0 ? value + length : value, least), most);
  const [least, most] = by > 0 ? [0, length] : [-1, length - 1];
  const from = bound(lower);
  const to = bound(upper);
  const start = from === undefined ? (by > 0 ? 0 : length - 1) : clip(from, least, most);
  const stop = to === undefined ? (by > 0 ? length : -1) : clip(to, least, most);
  return { start, count: Math.max(0, Math.ceil((stop - start) / by)), step: by };
}

function bound(value: Value): number | undefined {
  if (value.kind === 'None') return undefined;
  if (value.kind === 'int') return value.value;
  if (value.kind === 'bool') return Number(value.value);
  if (value.kind === 'unknown') return notKnown(value.reason, value.origin);
  if (value.kind === 'tensor' && sizeOf(shapeOf(value)) === 1 && !isFloating(value.dtype))
    return dense(value).data[0] as number;
  return raise('TypeError', 'slice indices must be integers or None or have an __index__ method');
}

function singleInteger(value: Value): number | undefined {
  if (value.kind === 'int') return value.value;
  if (value.kind === 'unknown') return notKnown(value.reason, value.origin);
  if (value.kind === 'tensor' && rankOf(value) === 0 && value.dtype !== 'bool' && !isFloating(value.dtype)) {
    return dense(value).data[0] as number;
  }
  return undefined;
}

export function indexInRange(index: number, length: number, axis: number, library: ArrayLibrary): number {
  if (index >= -length && index < length) return index < 0 ? index + length : index;
  const place = library === 'torch' ? 'dimension' : 'axis';
  return raise('IndexError', `index ${index} is out of bounds for ${place} ${axis} with size ${length}`);
}

/** How many axes of the tensor an index item uses up. */
function consumed(item: Value): number {
  if (item.kind === 'None' || item.kind === 'ellipsis') return 0;
  if (item.kind === 'bool') return 0;
  return item.kind === 'tensor' && item.dtype === 'bool' ? rankOf(item) : 1;
}

/** Reads an index expression against a tensor. */
export function readIndex(context: Context, input: TensorValue, index: Value): Index {
  const { library } = input;
  const items = (index.kind === 'tuple' ? index.items : [index]).map((item) =>
    indexable.has(item.kind) ? toIndexArray(context, item, library) : item,
  );
  const used = items.reduce((n, item) => n + consumed(item), 0);
  const rank = rankOf(input);
  if (used > rank) {
    const text =
      library === 'torch'
        ? `too many indices for tensor of dimension ${rank}`
        : `too many indices for array: array is ${rank}-dimensional, but ${used} were indexed`;
    raise(
      'IndexError',
      rank === 0 && library === 'torch'
        ? 'invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a 0-dim tensor to a number'
        : text,
    );
  }
  return build(context, input, withEllipsis(items, rank - used), library);
}

function toIndexArray(context: Context, item: Value, library: ArrayLibrary): Value {
  if (item.kind === 'tensor') return item;
  const items = itemsOf(item) ?? [];
  if (items.some((x) => x.kind === 'slice')) return notKnown('an index made of slices in a list');
  // Older releases read such a list as a tuple of indices, newer ones as an array.
  if (items.some((x) => x.kind === 'tensor' && rankOf(x) > 0))
    return notKnown('an index made of tensors in a list');
  const array = asTensor(context, item, library);
  return items.length === 0 ? { ...array, dtype: 'int64' } : array;
}

const everything: SliceValue = {
  kind: 'slice',
  lower: none,
  upper: none,
  step: none,
};

function withEllipsis(items: readonly Value[], missing: number): Value[] {
  const at = items.findIndex((item) => item.kind === 'ellipsis');
  const filler = new Array<Value>(missing).fill(everything);
  return at < 0 ? [...items, ...filler] : [...items.slice(0, at), ...filler, ...items.slice(at + 1)];
}

function build(context: Context, input: TensorValue, items: readonly Value[], library: ArrayLibrary): Index {
  const views: View[] = [];
  const advanced: Advanced[] = [];
  // NumPy counts integers beside index arrays as index arrays; PyTorch selects them first.
  const hasArrays = items.some((item) => item.kind === 'tensor' && singleInteger(item) === undefined);
  const integersAreArrays = hasArrays && library !== 'torch';
  let from = 0;
  let to = 0;
  for (const item of items) {
    const length = shapeOf(input)[from] ?? 1;
    const single = integersAreArrays ? undefined : singleInteger(item);
    if (single !== undefined) {
      if (library === 'torch' && input.library === 'torch' && rankOf(input) === 0)
        raise(
          'IndexError',
          'invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a 0-dim tensor to a number',
        );
      views.push(select(to, indexInRange(single, length, from, library)));
      from++;
    } else if (item.kind === 'slice') {
      const { start, count, step } = sliceBounds(item, length);
      if (step < 0 && library === 'torch') raise('ValueError', 'step must be greater than zero');
      views.push(slice(to, start, count, step));
      from++;
      to++;
    } else if (item.kind === 'None') {
      views.push(unsqueeze(to));
      to++;
    } else if (item.kind === 'bool') {
      views.push(unsqueeze(to));
      advanced.push({
        axis: to,
        positions: asTensor(context, list(item.value ? [int(0)] : []), library, 'int64'),
      });
      to++;
    } else if (item.kind === 'int' || item.kind === 'tensor') {
      const arrays =
        item.kind === 'int'
          ? [asTensor(context, item, library, 'int64')]
          : expandMask(context, item, input, from, library);
      for (const positions of arrays) {
        advanced.push({ axis: to, positions });
        from++;
        to++;
      }
    } else {
      raise(
        'IndexError',
        `only integers, slices (\`:\`), ellipsis (\`...\`), None and long or byte Variables are valid indices (got ${typeName(item)})`,
      );
    }
  }
  return {
    view: (geometry) => views.reduce((g, view) => view(g), geometry),
    advanced,
    isView: advanced.length === 0,
  };
}

/** A boolean mask is the coordinates of its true elements, one array an axis. */
function expandMask(
  context: Context,
  item: TensorValue,
  input: TensorValue,
  from: number,
  library: ArrayLibrary,
): TensorValue[] {
  if (item.dtype !== 'bool') {
    if (isFloating(item.dtype)) {
      raise(
        'IndexError',
        library === 'torch'
          ? 'tensors used as indices must be long, byte or bool tensors'
          : 'arrays used as indices must be of integer (or boolean) type',
      );
    }
    return [item];
  }
  const shape = shapeOf(item);
  for (const [axis, length] of shape.entries()) {
    const own = shapeOf(input)[from + axis];
    if (own === length) continue;
    const whole = `[${shapeOf(input).join(', ')}]`;
    raise(
      'IndexError',
      library === 'torch'
        ? `The shape of the mask [${shape.join(', ')}] at index ${axis} does not match the shape of the indexed tensor ${whole} at index ${from + axis}`
        : `boolean index did not match indexed array along dimension ${from + axis}; dimension is ${own} but corresponding boolean dimension is ${length}`,
    );
  }
  return coordinates(context, item).map((positions) =>
    asTensor(context, list(positions.map((value) => int(value, item.storage.random))), library, 'int64'),
  );
}

/** The coordinates of the non-zero elements, one list an axis. */
export function coordinates(_context: Context, mask: TensorValue): number[][] {
  const { data, shape } = dense(mask);
  const strides = stridesOf(shape);
  const out: number[][] = shape.map(() => []);
  for (let i = 0; i < data.length; i++) {
    if (data[i] === 0) continue;
    for (const [axis, list] of out.entries())
      list.push(Math.floor(i / (strides[axis] as number)) % (shape[axis] as number));
  }
  return out;
}

const isWhole = (item: Value): boolean =>
  item.kind === 'ellipsis' ||
  (item.kind === 'slice' && [item.lower, item.upper, item.step].every(({ kind }) => kind === 'None'));

/** What PyTorch calls the last of the views that an index is. */
function viewName(index: Value): string {
  const items = index.kind === 'tuple' ? index.items : [index];
  const chosen = items.findLast((item) => !isWhole(item));
  if (chosen?.kind === 'None') return 'Unsqueeze';
  if (!chosen) return index.kind === 'slice' ? 'Slice' : 'Alias';
  return chosen.kind === 'slice' ? 'Slice' : 'Select';
}

/** `x[index]`: a view for integers and slices, a copy for index arrays and masks. */
export function getItem(context: Context, input: TensorValue, index: Value): TensorValue {
  const { view, advanced, isView } = readIndex(context, input, index);
  const viewed = recordView(context, viewName(index), input, view);
  // A single number of an array is NumPy's own scalar: later writes to the array do not reach it.
  if (isView && input.library === 'numpy' && rankOf(viewed) === 0)
    return pick(context, 'Select', viewed, Int32Array.of(0), []);
  if (isView) return viewed;
  const { positions, shape } = advancedPositions(shapeOf(viewed), advanced, input.library);
  return pick(context, 'Index', viewed, positions, shape);
}

/** The storage positions that `x[index] = …` writes, and the shape of what may be written. */
export function writePositions(
  context: Context,
  input: TensorValue,
  index: Value,
): { positions: Int32Array; shape: readonly number[] } {
  const { view, advanced, isView } = readIndex(context, input, index);
  const geometry = view(input.geometry);
  const all = positionsOf(geometry);
  if (isView) return { positions: all, shape: geometry.shape };
  const chosen = advancedPositions(geometry.shape, advanced, input.library);
  return { positions: Int32Array.from(chosen.positions, (at) => all[at] as number), shape: chosen.shape };
}

/** The same positions counted in the tensor's own row-major order, for the gradient. */
export function logicalPositions(context: Context, input: TensorValue, index: Value): Int32Array {
  return writePositions(context, { ...input, geometry: rowMajor(shapeOf(input)) }, index).positions;
}
