import { isFloating, scalarTypeName } from '../../core/dtype.ts';
import { logSoftmax, logSumExp, softmax } from '../../core/numerics.ts';
import type { Tensor } from '../../core/tensor.ts';
import type { Context } from '../context.ts';
import type { Args } from '../library/args.ts';
import {
  define,
  type Entry,
  functional,
  type Run,
  tensorflowFunction,
  torchBoth,
} from '../library/define.ts';
import { raise } from '../signals.ts';
import { floatType } from '../tensor/promote.ts';
import { record } from '../tensor/record.ts';
import { dense, shapeOf } from '../tensor/tensor.ts';
import type { TensorValue } from '../values/value.ts';
import { axisOf, forEachLine, grouped, lineOf } from './axes.ts';
import { cast } from './cast.ts';
import { finish, mapTensor } from './elementwise.ts';

type OverLine = (line: Float64Array) => Float64Array;

/** Applies a function to every line along an axis. */
export function mapLines(x: Tensor, axis: number, over: OverLine): Float64Array {
  const out = new Float64Array(x.data.length);
  forEachLine(x.shape, axis, (start, step, count) => {
    const line = over(lineOf(x, start, step, count));
    for (let i = 0; i < count; i++) out[start + i * step] = line[i] as number;
  });
  return out;
}

/** Combines lines of two tensors: a gradient with the output it belongs to. */
function backLines(
  g: Tensor,
  y: Tensor,
  axis: number,
  back: (gradient: Float64Array, output: Float64Array) => Float64Array,
): Tensor {
  const out = new Float64Array(g.data.length);
  forEachLine(g.shape, axis, (start, step, count) => {
    const line = back(lineOf(g, start, step, count), lineOf(y, start, step, count));
    for (let i = 0; i < count; i++) out[start + i * step] = line[i] as number;
  });
  return finish(out, g.shape, g.dtype);
}

const dot = (a: Float64Array, b: Float64Array): number =>
  a.reduce((sum, x, i) => sum + x * (b[i] as number), 0);
const sum = (a: Float64Array): number => a.reduce((total, x) => total + x, 0);

const kinds = {
  softmax: {
    name: 'Softmax',
    over: softmax as OverLine,
    back: (g: Float64Array, y: Float64Array) => {
      const inner = dot(g, y);
      return y.map((p, i) => p * ((g[i] as number) - inner));
    },
  },
  log_softmax: {
    name: 'LogSoftmax',
    over: logSoftmax as OverLine,
    back: (g: Float64Array, y: Float64Array) => {
      const total = sum(g);
      return g.map((u, i) => u - Math.exp(y[i] as number) * total);
    },
  },
};

export function softmaxAlong(
  context: Context,
  kind: keyof typeof kinds,
  input: TensorValue,
  dim: number,
): TensorValue {
  const { name, over, back } = kinds[kind];
  const x = dense(input);
  if (!isFloating(x.dtype) && input.library === 'torch') {
    raise(
      'RuntimeError',
      `"${kind}_lastdim_kernel_impl" not implemented for '${scalarTypeName(x.dtype)}'`,
      'input',
    );
  }
  const axis = axisOf(dim, x.shape.length, input.library);
  const y = finish(mapLines(x, axis, over), x.shape, floatType(x.dtype, input.library, context.defaultDType));
  return record(context, y, {
    name,
    inputs: [input],
    backward: (g) => [backLines(g, y, axis, back)],
    savesOutput: true,
  });
}

/** The dimension PyTorch guesses when none is given: 0 for 0-, 1- and 3-dimensional input, else 1. */
const implicitDim = (rank: number): number => (rank === 0 || rank === 1 || rank === 3 ? 0 : 1);

const run =
  (kind: keyof typeof kinds, negate = false): Run =>
  (context, args) => {
    const dtype = args.dtype('dtype');
    const given = args.tensor('input');
    const typed = dtype ? cast(context, given, dtype) : given;
    const input = negate
      ? record(
          context,
          mapTensor(dense(typed), typed.dtype, (x) => -x),
          { name: 'Neg', inputs: [typed], backward: (g) => [mapTensor(g, g.dtype, (x) => -x)] },
        )
      : typed;
    return softmaxAlong(
      context,
      kind,
      input,
      args.optionalInteger('dim') ?? implicitDim(shapeOf(input).length),
    );
  };

/** log Σ e^x over any axes. */
export function logSumExpOver(
  context: Context,
  input: TensorValue,
  dims: readonly number[] | undefined,
  keep: boolean,
): TensorValue {
  const { x, groups, shape, size } = grouped(input, dims, keep);
  const members: number[][] = Array.from({ length: size }, () => []);
  for (let i = 0; i < x.data.length; i++) members[groups[i] as number]?.push(x.data[i] as number);
  const dtype = floatType(x.dtype, input.library, context.defaultDType);
  const y = finish(Float64Array.from(members, logSumExp), shape, dtype);
  const backward = (g: Tensor): Tensor[] => [
    mapTensor(x, dtype, (value, i) => {
      const group = groups[i] as number;
      const out = y.data[group] as number;
      return (g.data[group] as number) * (Number.isFinite(out) ? Math.exp(value - out) : 0);
    }),
  ];
  return record(context, y, {
    name: 'Logsumexp',
    inputs: [input],
    backward,
    saved: [input],
    savesOutput: true,
  });
}

const logSumExpRun: Run = (context, args: Args) =>
  logSumExpOver(context, args.tensor('input'), args.optionalIntegers('dim'), args.flag('keepdim'));

const head = (name: string): string => `${name}(input, dim=None, _stacklevel=3, dtype=None)`;
const lastAxis = (name: string, first: string): string =>
  `${name}(${first}:input, axis:dim=-1, name=None, dtype=None)`;

export const softmaxFunctions: readonly Entry[] = [
  ...torchBoth('softmax(input, dim=None, dtype=None)', run('softmax')),
  ...torchBoth('log_softmax(input, dim=None, dtype=None)', run('log_softmax')),
  ...functional(head('softmax'), run('softmax')),
  ...functional(head('log_softmax'), run('log_softmax')),
  ...functional(head('softmin'), run('softmax', true)),
  define('torch.special.log_softmax(input, dim=None, dtype=None)', run('log_softmax')),
  ...torchBoth('logsumexp(input, dim=None, keepdim=False)', logSumExpRun),
  define('torch.special.logsumexp(input, dim=None, keepdim=False)', logSumExpRun),
  define('jax.nn.softmax(x:input, axis:dim=-1, dtype=None)', run('softmax')),
  define('jax.nn.log_softmax(x:input, axis:dim=-1, dtype=None)', run('log_softmax')),
  define('jax.nn.logsumexp(a:input, axis:dim=None, b=None, keepdims:keepdim=False)', logSumExpRun),
  define('jax.scipy.special.logsumexp(a:input, axis:dim=None, b=None, keepdims:keepdim=False)', logSumExpRun),
  define('scipy.special.logsumexp(a:input, axis:dim=None, b=None, keepdims:keepdim=False)', logSumExpRun),
  ...tensorflowFunction(
    [
      lastAxis('nn.softmax', 'logits'),
      lastAxis('math.softmax', 'logits'),
      lastAxis('keras.activations.softmax', 'x'),
    ].join('; '),
    run('softmax'),
  ),
  ...tensorflowFunction(
    [lastAxis('nn.log_softmax', 'logits'), lastAxis('math.log_softmax', 'logits')].join('; '),
    run('log_softmax'),
  ),
  ...tensorflowFunction(
    'reduce_logsumexp(input_tensor:input, axis:dim=None, keepdims:keepdim=False, name=None)',
    logSumExpRun,
  ),
];
