import { sizeOf } from '../../core/create.ts';
import { broadcastShape } from '../../core/shape.ts';
import type { Context } from '../context.ts';
import {
  type Entry,
  numpyBoth,
  numpyFunction,
  numpyMethod,
  type Run,
  tensorflowFunction,
  torchBoth,
  torchFunction,
  torchMethod,
} from '../library/define.ts';
import { itemsOf } from '../library/items.ts';
import { notKnown, raise } from '../signals.ts';
import {
  diagonal,
  dropAxes,
  expand,
  isRowMajor,
  reshapeView,
  rowMajor,
  slice,
  unsqueeze,
} from '../tensor/geometry.ts';
import { recordView } from '../tensor/record.ts';
import { asArray, numel, rankOf, shapeOf } from '../tensor/tensor.ts';
import { tuple } from '../values/make.ts';
import type { TensorValue, Value } from '../values/value.ts';
import { axisOf } from './axes.ts';
import { pick } from './extremes.ts';
import { moveAxis, numpyTranspose, permuted, swap, tRun } from './transpose.ts';

const sizesText = (shape: readonly number[]): string => `[${shape.join(', ')}]`;

/** Fills in a single −1 and checks the number of elements. */
export function completeShape(wanted: readonly number[], input: TensorValue): number[] {
  const size = numel(input);
  const known = wanted.reduce((n, length) => (length === -1 ? n : n * length), 1);
  const open = wanted.filter((length) => length === -1).length;
  const fits = open === 1 ? known !== 0 && size % known === 0 : open === 0 && known === size;
  if (open > 1)
    raise(
      input.library === 'torch' ? 'RuntimeError' : 'ValueError',
      input.library === 'torch'
        ? 'only one dimension can be inferred'
        : 'can only specify one unknown dimension',
    );
  if (!fits) {
    const text = sizesText(wanted);
    if (input.library === 'torch')
      raise('RuntimeError', `shape '${text}' is invalid for input of size ${size}`, 'shape');
    raise(
      'ValueError',
      `cannot reshape array of size ${size} into shape (${wanted.join(',')}${wanted.length === 1 ? ',' : ''})`,
      'shape',
    );
  }
  return wanted.map((length) => (length === -1 ? size / known : length));
}

/** The same elements under another shape: a view where the strides allow it, else a copy. */
export function reshape(
  context: Context,
  input: TensorValue,
  wanted: readonly number[],
  mustView = false,
): TensorValue {
  const shape = completeShape(wanted, input);
  if (reshapeView(input.geometry, shape)) {
    return recordView(context, 'View', input, (geometry) => reshapeView(geometry, shape) ?? rowMajor(shape));
  }
  if (mustView) {
    raise(
      'RuntimeError',
      "view size is not compatible with input tensor's size and stride (at least one dimension spans across two contiguous subspaces). Use .reshape(...) instead.",
    );
  }
  const places = Int32Array.from({ length: sizeOf(shape) }, (_, i) => i);
  return pick(context, 'Reshape', input, places, shape);
}

/** `view(2, 3)`, `view((2, 3))`, `view(torch.Size([2, 3]))`; `view(dtype)` reinterprets bits. */
const view =
  (mustView: boolean): Run =>
  (context, args) => {
    if (args.rest[0]?.kind === 'dtype') notKnown('a view of the bits as another dtype');
    return reshape(context, args.tensor('input'), args.restIntegers('shape'), mustView);
  };

/** A copy in row-major order, unless it lies so already. */
const contiguous: Run = (context, args) => {
  const input = args.tensor('input');
  if (isRowMajor(input.geometry)) return input;
  const places = Int32Array.from({ length: numel(input) }, (_, i) => i);
  return pick(context, 'Clone', input, places, shapeOf(input));
};

const reshapeRun: Run = (context, args) =>
  asArray(reshape(context, args.tensor('input'), args.integers('shape')));

/** The axes from one to another as one. */
export function flattened(context: Context, input: TensorValue, start: number, end: number): TensorValue {
  const shape = shapeOf(input);
  const first = axisOf(start, shape.length);
  const last = axisOf(end, shape.length);
  if (first > last) raise('RuntimeError', 'flatten() has invalid args: start_dim cannot come after end_dim');
  if (shape.length === 0) return reshape(context, input, [1]);
  return reshape(context, input, [
    ...shape.slice(0, first),
    sizeOf(shape.slice(first, last + 1)),
    ...shape.slice(last + 1),
  ]);
}

const flatten: Run = (context, args) =>
  flattened(context, args.tensor('input'), args.integer('start_dim'), args.integer('end_dim'));

const unflatten: Run = (context, args) => {
  const input = args.tensor('input');
  const shape = shapeOf(input);
  const axis = axisOf(args.integer('dim'), shape.length);
  const sizes = args.integers('sizes');
  const known = sizes.reduce((n, length) => (length === -1 ? n : n * length), 1);
  const filled = sizes.map((length) => (length === -1 ? (shape[axis] as number) / known : length));
  return reshape(context, input, [...shape.slice(0, axis), ...filled, ...shape.slice(axis + 1)]);
};

/** Drops axes of length 1: all, or those named (PyTorch leaves longer ones, NumPy refuses). */
const squeeze: Run = (context, args) => {
  const input = args.tensor('input');
  const shape = shapeOf(input);
  const named = args.optionalIntegers('dim')?.map((dim) => axisOf(dim, shape.length, args.library));
  const long = named?.some((axis) => shape[axis] !== 1);
  if (long && args.library !== 'torch')
    raise('ValueError', 'cannot select an axis to squeeze out which has size not equal to one');
  const axes = (named ?? shape.map((_, axis) => axis)).filter((axis) => shape[axis] === 1);
  return recordView(context, 'Squeeze', input, dropAxes(axes));
};

export function insertAxis(context: Context, input: TensorValue, dim: number): TensorValue {
  const rank = rankOf(input);
  if (dim < -(rank + 1) || dim > rank) {
    raise(
      'IndexError',
      `Dimension out of range (expected to be in range of [${-(rank + 1)}, ${rank}], but got ${dim})`,
      'dim',
    );
  }
  return recordView(context, 'Unsqueeze', input, unsqueeze(dim < 0 ? dim + rank + 1 : dim));
}

const unsqueezeRun: Run = (context, args) => {
  const dims = args.integers('dim');
  const rank = rankOf(args.tensor('input')) + dims.length;
  const places = dims
    .map((dim) => (dims.length === 1 ? dim : dim < 0 ? dim + rank : dim))
    .sort((a, b) => a - b);
  return places.reduce((input, dim) => insertAxis(context, input, dim), args.tensor('input'));
};

/** Broadcasts to `wanted`, in which −1 keeps a length. */
export function broadcastTo(context: Context, input: TensorValue, wanted: readonly number[]): TensorValue {
  const shape = shapeOf(input);
  const lead = wanted.length - shape.length;
  if (lead < 0) {
    raise(
      'RuntimeError',
      `The expanded size of the tensor must be greater or equal to the number of dimensions in the tensor (${shape.length}). Got ${sizesText(wanted)}`,
    );
  }
  const target = wanted.map((length, axis) => (length === -1 ? (shape[axis - lead] as number) : length));
  for (const [axis, length] of target.entries()) {
    const own = axis < lead ? 1 : (shape[axis - lead] as number);
    if (own === length || own === 1) continue;
    if (input.library !== 'torch')
      raise(
        'ValueError',
        `operands could not be broadcast together with remapped shapes [original->remapped]: (${shape}) and requested shape (${target})`,
      );
    raise(
      'RuntimeError',
      `The expanded size of the tensor (${length}) must match the existing size (${own}) at non-singleton dimension ${axis}.  Target sizes: ${sizesText(target)}.  Tensor sizes: ${sizesText(shape)}`,
    );
  }
  return recordView(context, 'Expand', input, expand(target));
}

const expandRun: Run = (context, args) =>
  broadcastTo(context, args.tensor('input'), args.restIntegers('size'));
const broadcastRun: Run = (context, args) =>
  broadcastTo(context, args.tensor('input'), args.integers('size'));
const expandAs: Run = (context, args) =>
  broadcastTo(context, args.tensor('input'), shapeOf(args.tensor('other')));

const broadcastTensors: Run = (context, args) => {
  const given = args.rest.length === 1 ? (itemsOf(args.rest[0] as Value) ?? args.rest) : args.rest;
  const tensors = given.map((value) => (value.kind === 'tensor' ? value : notKnown('not a tensor')));
  const shape = tensors.reduce<readonly number[] | undefined>(
    (all, t) => all && broadcastShape(all, shapeOf(t)),
    [],
  );
  if (!shape) return raise('RuntimeError', 'The shapes cannot be broadcast together');
  return tuple(tensors.map((tensor) => broadcastTo(context, tensor, shape)));
};

const narrow: Run = (context, args) => {
  const input = args.tensor('input');
  const axis = axisOf(args.integer('dim'), rankOf(input));
  return recordView(context, 'Slice', input, slice(axis, args.integer('start'), args.integer('length'), 1));
};

const diagonalRun: Run = (context, args) => {
  const input = args.tensor('input');
  const rank = rankOf(input);
  return recordView(
    context,
    'Diagonal',
    input,
    diagonal(args.integer('offset'), axisOf(args.integer('dim1'), rank), axisOf(args.integer('dim2'), rank)),
  );
};

const viewAs: Run = (context, args) => reshape(context, args.tensor('input'), shapeOf(args.tensor('other')));
const ravel: Run = (context, args) => reshape(context, args.tensor('input'), [-1]);

const atLeast =
  (rank: number): Run =>
  (context, args) => {
    let input = args.tensor('input');
    while (rankOf(input) < rank) input = insertAxis(context, input, 0);
    return input;
  };

export const shapeFunctions: readonly Entry[] = [
  ...torchMethod('contiguous(input, memory_format=None)', contiguous),
  ...torchMethod('view(input, *shape)', view(true)),
  ...torchMethod('reshape(input, *shape)', view(false)),
  ...torchFunction('reshape(input, shape)', reshapeRun),
  ...torchMethod('view_as(input, other); reshape_as(input, other)', viewAs),
  ...torchBoth('flatten(input, start_dim=0, end_dim=-1)', flatten),
  ...torchBoth('unflatten(input, dim, sizes)', unflatten),
  ...torchBoth('ravel(input)', ravel),
  ...torchBoth('squeeze(input, dim=None)', squeeze),
  ...torchBoth('unsqueeze(input, dim)', unsqueezeRun),
  ...torchBoth(
    'transpose(input, dim0, dim1); swapaxes(input, dim0, dim1); swapdims(input, dim0, dim1)',
    swap,
  ),
  ...torchMethod('permute(input, *dims)', (context, args) =>
    permuted(context, args.tensor('input'), args.restIntegers('dims'), args),
  ),
  ...torchFunction('permute(input, dims)', (context, args) =>
    permuted(context, args.tensor('input'), args.integers('dims'), args),
  ),
  ...torchBoth('t(input)', tRun),
  ...torchBoth('movedim(input, source, destination); moveaxis(input, source, destination)', moveAxis),
  ...torchMethod('expand(input, *size)', expandRun),
  ...torchMethod('expand_as(input, other)', expandAs),
  ...torchBoth('broadcast_to(input, size)', broadcastRun),
  ...torchFunction('broadcast_tensors(*tensors)', broadcastTensors),
  ...torchBoth('narrow(input, dim, start, length)', narrow),
  ...torchBoth('diagonal(input, offset=0, dim1=0, dim2=1)', diagonalRun),
  ...torchFunction('atleast_1d(input)', atLeast(1)),
  ...torchFunction('atleast_2d(input)', atLeast(2)),
  ...numpyMethod('reshape(input, *shape, order=None)', view(false)),
  ...numpyFunction('reshape(a:input, newshape:shape, order=None)', reshapeRun),
  ...numpyMethod('flatten(input, order=None)', ravel),
  ...numpyBoth('ravel(a:input, order=None)', ravel),
  ...numpyBoth('squeeze(a:input, axis:dim=None)', (context, args) => {
    const squeezed = squeeze(context, args);
    return squeezed.kind === 'tensor' ? asArray(squeezed) : squeezed;
  }),
  ...numpyFunction('expand_dims(a:input, axis:dim)', unsqueezeRun),
  ...numpyBoth('swapaxes(a:input, axis1:dim0, axis2:dim1)', swap),
  ...numpyFunction('transpose(a:input, axes=None)', numpyTranspose),
  ...numpyMethod('transpose(input, *axes)', numpyTranspose),
  ...numpyFunction('moveaxis(a:input, source, destination)', moveAxis),
  ...numpyFunction('broadcast_to(array:input, shape:size)', broadcastRun),
  ...numpyBoth('diagonal(a:input, offset=0, axis1:dim1=0, axis2:dim2=1)', diagonalRun),
  ...numpyFunction('atleast_1d(input)', atLeast(1)),
  ...numpyFunction('atleast_2d(input)', atLeast(2)),
  ...tensorflowFunction('reshape(tensor:input, shape, name=None)', reshapeRun),
  ...tensorflowFunction('squeeze(input, axis:dim=None, name=None)', squeeze),
  ...tensorflowFunction('expand_dims(input, axis:dim, name=None)', unsqueezeRun),
  ...tensorflowFunction('transpose(a:input, perm:axes=None, conjugate=False, name=None)', numpyTranspose),
  ...tensorflowFunction('broadcast_to(input, shape:size, name=None)', broadcastRun),
];
