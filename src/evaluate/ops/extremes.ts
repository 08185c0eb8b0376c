import type { Tensor } from '../../core/tensor.ts';
import type { Context } from '../context.ts';
import type { Args } from '../library/args.ts';
import { type Entry, numpyBoth, type Run, tensorflowFunction, torchBoth } from '../library/define.ts';
import { raise } from '../signals.ts';
import { isOperand } from '../tensor/promote.ts';
import { record } from '../tensor/record.ts';
import { scatterAdd } from '../tensor/scatter.ts';
import { dense, result, shapeOf } from '../tensor/tensor.ts';
import { namedTuple } from '../values/make.ts';
import type { TensorValue, Value } from '../values/value.ts';
import { axesOf, axisOf, forEachLine, groupsOf, reducedShape } from './axes.ts';
import { applyBinary } from './binary.ts';
import { finish } from './elementwise.ts';
import { fold } from './reduce.ts';

type Better = (x: number, best: number) => boolean;

const larger: Better = (x, best) => x > best || (Number.isNaN(x) && !Number.isNaN(best));
const smaller: Better = (x, best) => x < best || (Number.isNaN(x) && !Number.isNaN(best));

/** The flat position of the best element of every line along an axis. */
function bestAlong(x: Tensor, axis: number, better: Better): { positions: number[]; indices: number[] } {
  const positions: number[] = [];
  const indices: number[] = [];
  forEachLine(x.shape, axis, (start, step, count, line) => {
    let best = 0;
    for (let i = 1; i < count; i++) {
      if (better(x.data[start + i * step] as number, x.data[start + best * step] as number)) best = i;
    }
    indices[line] = best;
    positions[line] = start + best * step;
  });
  return { positions, indices };
}

/** Takes the elements at `positions`; the gradient goes back there. */
export function pick(
  context: Context,
  name: string,
  input: TensorValue,
  positions: ArrayLike<number>,
  shape: readonly number[],
): TensorValue {
  const x = dense(input);
  const values = Float64Array.from(positions, (at) => x.data[at] as number);
  const kept = positions;
  return record(context, finish(values, shape, x.dtype), {
    name,
    inputs: [input],
    backward: (g) => [scatterAdd(g, kept, x.shape)],
  });
}

const indexTensor = (
  context: Context,
  indices: readonly number[],
  shape: readonly number[],
  from: TensorValue,
) =>
  result(context, finish(Float64Array.from(indices), shape, from.library === 'jax' ? 'int32' : 'int64'), [
    from,
  ]);

const emptyMessage = (name: string): string =>
  `${name}(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim with the 'dim' argument.`;

/** `max(x)`, `max(x, dim)` with its indices, `max(x, other)`. */
const extreme =
  (name: 'max' | 'min', better: Better): Run =>
  (context, args) => {
    const input = args.tensor('input');
    const dim: Value = args.get('dim');
    if (dim.kind === 'tensor' && isOperand(input))
      return applyBinary(context, name === 'max' ? 'maximum' : 'minimum', input, dim);
    if (dim.kind === 'None') return wholeExtreme(context, name, input, better);
    const axis = axisOf(args.integer('dim'), shapeOf(input).length);
    const shape = reducedShape(
      shapeOf(input),
      shapeOf(input).length === 0 ? [] : [axis],
      args.flag('keepdim'),
    );
    const { positions, indices } = bestAlong(dense(input), axis, better);
    const values = pick(context, name === 'max' ? 'Max' : 'Min', input, positions, shape);
    return namedTuple(
      `torch.return_types.${name}`,
      ['values', 'indices'],
      [values, indexTensor(context, indices, shape, input)],
    );
  };

/** The extreme of all elements; equal ones share the gradient. */
function wholeExtreme(
  context: Context,
  name: 'max' | 'min',
  input: TensorValue,
  better: Better,
): TensorValue {
  if (shapeOf(input).includes(0)) raise('RuntimeError', emptyMessage(name));
  return sharedExtreme(context, name, input, undefined, false, better);
}

function sharedExtreme(
  context: Context,
  name: string,
  input: TensorValue,
  dims: readonly number[] | undefined,
  keep: boolean,
  better: Better,
): TensorValue {
  const axes = axesOf(dims, shapeOf(input).length, input.library);
  const start = name.includes('max') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const by = { name, start, add: (best: number, x: number) => (better(x, best) ? x : best) };
  const x = dense(input);
  const kept = fold(context, by, { input, dims: axes, keep: true, dtype: input.dtype });
  const out = dense(kept);
  const shape = reducedShape(x.shape, axes, keep);
  return record(
    context,
    { ...out, shape },
    {
      name: name === 'max' ? 'Max' : name === 'min' ? 'Min' : name === 'amax' ? 'Amax' : 'Amin',
      inputs: [input],
      backward: (g) => [shareGradient(x, out, g, axes)],
      saved: [input],
    },
  );
}

function shareGradient(x: Tensor, out: Tensor, g: Tensor, axes: readonly number[]): Tensor {
  const groups = groupsOf(x.shape, axes);
  const ties = new Float64Array(out.data.length);
  for (let i = 0; i < x.data.length; i++) {
    const group = groups[i] as number;
    if (x.data[i] === out.data[group]) ties[group] = (ties[group] as number) + 1;
  }
  const parts = Float64Array.from(x.data, (value, i) => {
    const group = groups[i] as number;
    return value === out.data[group] ? (g.data[group] as number) / (ties[group] as number) : 0;
  });
  return finish(parts, x.shape, x.dtype);
}

const keptExtreme =
  (name: string, better: Better): Run =>
  (context, args) =>
    sharedExtreme(
      context,
      name,
      args.tensor('input'),
      args.optionalIntegers('dim'),
      args.flag('keepdim'),
      better,
    );

/** `argmax` over everything looks at the flattened tensor. */
const argExtreme =
  (better: Better): Run =>
  (context, args: Args) => {
    const input = args.tensor('input');
    const x = dense(input);
    const dim = args.optionalInteger('dim');
    if (x.data.length === 0)
      raise(
        'IndexError',
        "argmax(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim with the 'dim' argument.",
      );
    if (dim === undefined) {
      const { indices } = bestAlong({ ...x, shape: [x.data.length] }, 0, better);
      return indexTensor(context, indices, args.flag('keepdim') ? x.shape.map(() => 1) : [], input);
    }
    const axis = axisOf(dim, x.shape.length, args.library);
    const shape = reducedShape(x.shape, x.shape.length === 0 ? [] : [axis], args.flag('keepdim'));
    return indexTensor(context, bestAlong(x, axis, better).indices, shape, input);
  };

const numpyHead = (name: string): string =>
  `${name}(a:input, axis:dim=None, out=None, keepdims:keepdim=False)`;
const reduceHead = (name: string): string =>
  `${name}(input_tensor:input, axis:dim=None, keepdims:keepdim=False, name=None)`;

export const extremeFunctions: readonly Entry[] = [
  ...torchBoth('max(input, dim=None, keepdim=False)', extreme('max', larger)),
  ...torchBoth('min(input, dim=None, keepdim=False)', extreme('min', smaller)),
  ...torchBoth('amax(input, dim=(), keepdim=False)', keptExtreme('amax', larger)),
  ...torchBoth('amin(input, dim=(), keepdim=False)', keptExtreme('amin', smaller)),
  ...torchBoth('argmax(input, dim=None, keepdim=False)', argExtreme(larger)),
  ...torchBoth('argmin(input, dim=None, keepdim=False)', argExtreme(smaller)),
  ...numpyBoth(['max', 'amax'].map(numpyHead).join('; '), keptExtreme('amax', larger)),
  ...numpyBoth(['min', 'amin'].map(numpyHead).join('; '), keptExtreme('amin', smaller)),
  ...numpyBoth(numpyHead('argmax'), argExtreme(larger)),
  ...numpyBoth(numpyHead('argmin'), argExtreme(smaller)),
  ...tensorflowFunction(reduceHead('reduce_max'), keptExtreme('amax', larger)),
  ...tensorflowFunction(reduceHead('reduce_min'), keptExtreme('amin', smaller)),
  ...['argmax', 'math.argmax'].flatMap((name) =>
    tensorflowFunction(
      `${name}(input, axis:dim=0, output_type=None, name=None, keepdim=False)`,
      argExtreme(larger),
    ),
  ),
];
