import { sizeOf } from '../../core/create.ts';
import { allocate, promote } from '../../core/dtype.ts';
import type { Tensor } from '../../core/tensor.ts';
import type { Context } from '../context.ts';
import type { Args } from '../library/args.ts';
import { asTensor } from '../library/convert.ts';
import {
  type Entry,
  numpyFunction,
  type Run,
  tensorflowFunction,
  torchBoth,
  torchFunction,
  torchMethod,
} from '../library/define.ts';
import { itemsOf } from '../library/items.ts';
import { raise } from '../signals.ts';
import { promoteNumpy } from '../tensor/promote.ts';
import { record, recordView } from '../tensor/record.ts';
import { dense, rankOf, shapeOf } from '../tensor/tensor.ts';
import { tuple } from '../values/make.ts';
import { typeName } from '../values/type-name.ts';
import type { TensorValue, Value } from '../values/value.ts';
import { axisOf } from './axes.ts';
import { cast } from './cast.ts';
import { castGradient } from './elementwise.ts';
import { flip, interleave, roll, tile } from './repeat.ts';
import { insertAxis, reshape } from './shape.ts';
import { chunkRun, numpySplit, splitRun } from './split.ts';

/** The tensors of a sequence argument; NumPy makes arrays of its lists. */
export function tensorsOf(args: Args, name: string): TensorValue[] {
  const value = args.get(name);
  const items = value.kind === 'tensor' ? undefined : itemsOf(value);
  if (!items) return value.kind === 'tensor' ? rows(args.context, value) : wrongSequence(args, value);
  return items.map((item, i) => {
    if (item.kind === 'tensor') return item;
    if (args.library !== 'torch') return asTensor(args.context, item, args.library);
    return raise(
      'TypeError',
      `expected Tensor as element ${i} in argument 0, but got ${typeName(item)}`,
      name,
    );
  });
}

const wrongSequence = (args: Args, value: Value): never =>
  raise(
    'TypeError',
    `${args.name}(): argument 'tensors' (position 1) must be tuple of Tensors, not ${typeName(value)}`,
    'tensors',
  );

const rows = (context: Context, value: TensorValue): TensorValue[] => unbind(context, value, 0);

const commonType = (context: Context, tensors: readonly TensorValue[]): TensorValue[] => {
  const join = tensors[0]?.library === 'numpy' ? promoteNumpy : promote;
  const dtype = tensors.map((t) => t.dtype).reduce(join);
  return tensors.map((tensor) => cast(context, tensor, dtype));
};

/** Joins tensors along an axis they already have. */
export function concatenate(context: Context, given: readonly TensorValue[], dim: number): TensorValue {
  if (given.length === 0)
    raise(
      given[0]?.library === 'numpy' ? 'ValueError' : 'RuntimeError',
      'torch.cat(): expected a non-empty list of Tensors',
    );
  const library = given[0]?.library ?? 'torch';
  // PyTorch passes over empty vectors, whatever the others' shape.
  const full = given.filter(
    (tensor) => !(library === 'torch' && rankOf(tensor) === 1 && shapeOf(tensor)[0] === 0),
  );
  const tensors = commonType(context, full.length > 0 ? full : given);
  const first = shapeOf(tensors[0] as TensorValue);
  if (first.length === 0)
    raise('RuntimeError', 'zero-dimensional tensor (at position 0) cannot be concatenated');
  const axis = axisOf(dim, first.length, library);
  for (const [i, tensor] of tensors.entries()) checkJoin(first, shapeOf(tensor), axis, i, library);
  const length = tensors.reduce((n, tensor) => n + (shapeOf(tensor)[axis] as number), 0);
  const shape = first.map((n, a) => (a === axis ? length : n));
  const parts = tensors.map(dense);
  const out = joinParts(parts, axis, shape);
  return record(context, out, {
    name: 'Cat',
    inputs: tensors,
    backward: (g) => splitGradient(g, parts, axis),
  });
}

function checkJoin(
  first: readonly number[],
  shape: readonly number[],
  axis: number,
  at: number,
  library: string,
): void {
  if (shape.length !== first.length) {
    if (library !== 'torch')
      raise(
        'ValueError',
        `all the input array dimensions must match exactly: the array at index 0 has ${first.length} dimension(s) and the array at index ${at} has ${shape.length} dimension(s)`,
      );
    raise(
      'RuntimeError',
      `Tensors must have same number of dimensions: got ${first.length} and ${shape.length}`,
    );
  }
  const wrong = shape.findIndex((n, a) => a !== axis && n !== first[a]);
  if (wrong < 0) return;
  if (library !== 'torch')
    raise(
      'ValueError',
      `all the input array dimensions except for the concatenation axis must match exactly, but along dimension ${wrong}, the array at index 0 has size ${first[wrong]} and the array at index ${at} has size ${shape[wrong]}`,
    );
  raise(
    'RuntimeError',
    `Sizes of tensors must match except in dimension ${axis}. Expected size ${first[wrong]} but got size ${shape[wrong]} for tensor number ${at} in the list.`,
  );
}

/** Copies blocks: everything from the joined axis on lies together in each part. */
function joinParts(parts: readonly Tensor[], axis: number, shape: readonly number[]): Tensor {
  const dtype = (parts[0] as Tensor).dtype;
  const out = allocate(dtype, sizeOf(shape));
  const outer = sizeOf(shape.slice(0, axis));
  let at = 0;
  for (let o = 0; o < outer; o++) {
    for (const part of parts) {
      const block = sizeOf(part.shape.slice(axis));
      out.set(part.data.subarray(o * block, (o + 1) * block), at);
      at += block;
    }
  }
  return { data: out, shape, dtype };
}

function splitGradient(g: Tensor, parts: readonly Tensor[], axis: number): Tensor[] {
  const outer = sizeOf(g.shape.slice(0, axis));
  const whole = sizeOf(g.shape.slice(axis));
  let from = 0;
  return parts.map((part) => {
    const block = sizeOf(part.shape.slice(axis));
    const data = g.data.slice(0, outer * block);
    for (let o = 0; o < outer; o++)
      data.set(g.data.subarray(o * whole + from, o * whole + from + block), o * block);
    from += block;
    return castGradient({ data, shape: part.shape, dtype: g.dtype }, part.dtype);
  });
}

/** Joins tensors of one shape along a new axis. */
export function stack(context: Context, given: readonly TensorValue[], dim: number): TensorValue {
  const [first] = given;
  if (!first) return raise('RuntimeError', 'stack expects a non-empty TensorList');
  const shape = shapeOf(first);
  const other = given.findIndex((tensor) => String(shapeOf(tensor)) !== String(shape));
  if (other > 0) {
    if (first.library !== 'torch') raise('ValueError', 'all input arrays must have the same shape');
    raise(
      'RuntimeError',
      `stack expects each tensor to be equal size, but got [${shape.join(', ')}] at entry 0 and [${shapeOf(given[other] as TensorValue).join(', ')}] at entry ${other}`,
    );
  }
  return concatenate(
    context,
    given.map((tensor) => insertAxis(context, tensor, dim)),
    dim,
  );
}

export function unbind(context: Context, input: TensorValue, dim: number): TensorValue[] {
  const shape = shapeOf(input);
  if (shape.length === 0) raise('RuntimeError', 'Dimension specified as 0 but tensor has no dimensions');
  const axis = axisOf(dim, shape.length, input.library);
  return Array.from({ length: shape[axis] as number }, (_, i) =>
    recordView(context, 'Unbind', input, (geometry) => ({
      shape: geometry.shape.filter((_n, a) => a !== axis),
      strides: geometry.strides.filter((_n, a) => a !== axis),
      offset: geometry.offset + i * (geometry.strides[axis] as number),
    })),
  );
}

const hstack: Run = (context, args) => {
  const tensors = tensorsOf(args, 'tensors').map((t) => (rankOf(t) === 0 ? insertAxis(context, t, 0) : t));
  return concatenate(context, tensors, rankOf(tensors[0] as TensorValue) === 1 ? 0 : 1);
};

const vstack: Run = (context, args) =>
  concatenate(
    context,
    tensorsOf(args, 'tensors').map((t) => (rankOf(t) < 2 ? reshape(context, t, [1, -1]) : t)),
    0,
  );

const columnStack: Run = (context, args) =>
  concatenate(
    context,
    tensorsOf(args, 'tensors').map((t) => (rankOf(t) < 2 ? reshape(context, t, [-1, 1]) : t)),
    1,
  );

const catRun: Run = (context, args) => concatenate(context, tensorsOf(args, 'tensors'), args.integer('dim'));
const stackRun: Run = (context, args) => stack(context, tensorsOf(args, 'tensors'), args.integer('dim'));

export const joinFunctions: readonly Entry[] = [
  ...torchFunction('cat(tensors, dim=0); concat(tensors, dim=0); concatenate(tensors, dim=0)', catRun),
  ...torchFunction('stack(tensors, dim=0)', stackRun),
  ...torchFunction('hstack(tensors)', hstack),
  ...torchFunction('vstack(tensors); row_stack(tensors)', vstack),
  ...torchFunction('column_stack(tensors)', columnStack),
  ...torchBoth('unbind(input, dim=0)', (context, args) =>
    tuple(unbind(context, args.tensor('input'), args.integer('dim'))),
  ),
  ...torchFunction('split(tensor:input, split_size_or_sections:size, dim=0)', splitRun),
  ...torchMethod('split(input, split_size:size, dim=0)', splitRun),
  ...torchBoth('chunk(input, chunks, dim=0)', chunkRun),
  ...torchMethod('repeat(input, *repeats, reps=None)', tile),
  ...torchBoth('tile(input, dims:reps)', tile),
  ...torchBoth('repeat_interleave(input, repeats, dim=None, output_size=None)', interleave),
  ...torchBoth('flip(input, *dims, axis=None)', flip),
  ...torchBoth('roll(input, shifts, dims=None)', roll),
  ...numpyFunction('concatenate(arrays:tensors, axis:dim=0, out=None)', catRun),
  ...numpyFunction('stack(arrays:tensors, axis:dim=0, out=None)', stackRun),
  ...numpyFunction('hstack(tup:tensors)', hstack),
  ...numpyFunction('vstack(tup:tensors)', vstack),
  ...numpyFunction('column_stack(tup:tensors)', columnStack),
  ...numpyFunction(
    'split(ary:input, indices_or_sections:sections, axis=0); array_split(ary:input, indices_or_sections:sections, axis=0)',
    numpySplit,
  ),
  ...numpyFunction('tile(A:input, reps)', tile),
  ...numpyFunction('repeat(a:input, repeats, axis:dim=None)', interleave),
  ...numpyFunction('flip(m:input, axis=None)', flip),
  ...numpyFunction('roll(a:input, shift:shifts, axis:dims=None)', roll),
  ...tensorflowFunction('concat(values:tensors, axis:dim, name=None)', catRun),
  ...tensorflowFunction('stack(values:tensors, axis:dim=0, name=None)', stackRun),
  ...tensorflowFunction('tile(input, multiples:reps, name=None)', tile),
];
