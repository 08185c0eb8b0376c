import type { Context } from '../context.ts';
import type { Args } from '../library/args.ts';
import { type Entry, functional, type Run, torchBoth } from '../library/define.ts';
import { raise } from '../signals.ts';
import { rankOf, shapeOf, wrap } from '../tensor/tensor.ts';
import { float, tuple } from '../values/make.ts';
import type { TensorValue } from '../values/value.ts';
import { axesOf } from './axes.ts';
import { applyBinary } from './binary.ts';
import { finish, unary } from './elementwise.ts';
import { fold, meanFold } from './reduce.ts';
import { reshape } from './shape.ts';
import { unaryOp } from './unary.ts';
import { variance } from './variance.ts';

/** (x − mean) / √(var + ε) over `dims`, then scaled and shifted. */
export function standardise(
  context: Context,
  input: TensorValue,
  dims: readonly number[],
  eps: number,
  weight: TensorValue | undefined,
  bias: TensorValue | undefined,
): TensorValue {
  const options = { input, dims, keep: true, dtype: input.dtype };
  const centred = applyBinary(context, 'sub', input, fold(context, meanFold, options));
  const spread = applyBinary(context, 'add', variance(context, options, 0, false), float(eps));
  const scaled = applyBinary(context, 'mul', centred, unary(context, unaryOp('rsqrt'), spread));
  const weighted = weight ? applyBinary(context, 'mul', scaled, weight) : scaled;
  return bias ? applyBinary(context, 'add', weighted, bias) : weighted;
}

export function layerNorm(
  context: Context,
  input: TensorValue,
  shape: readonly number[],
  weight: TensorValue | undefined,
  bias: TensorValue | undefined,
  eps: number,
): TensorValue {
  const own = shapeOf(input);
  if (String(own.slice(own.length - shape.length)) !== String(shape)) {
    raise(
      'RuntimeError',
      `Given normalized_shape=[${shape.join(', ')}], expected input with shape [*, ${shape.join(', ')}], but got input of size[${own.join(', ')}]`,
      'input',
    );
  }
  return standardise(
    context,
    input,
    shape.map((_, i) => own.length - shape.length + i),
    eps,
    weight,
    bias,
  );
}

/** Statistics over all axes but the channels (axis 1), from the batch or as they were kept. */
export function batchNorm(
  context: Context,
  input: TensorValue,
  kept: { mean: TensorValue; variance: TensorValue } | undefined,
  weight: TensorValue | undefined,
  bias: TensorValue | undefined,
  eps: number,
): TensorValue {
  const rank = rankOf(input);
  const channel = (tensor: TensorValue) =>
    reshape(
      context,
      tensor,
      shapeOf(input).map((_, axis) => (axis === 1 ? -1 : 1)),
    );
  const scale = weight && channel(weight);
  const shift = bias && channel(bias);
  if (!kept)
    return standardise(
      context,
      input,
      axesOf(undefined, rank, 'torch').filter((axis) => axis !== 1),
      eps,
      scale,
      shift,
    );
  const centred = applyBinary(context, 'sub', input, channel(kept.mean));
  const spread = unary(
    context,
    unaryOp('rsqrt'),
    applyBinary(context, 'add', channel(kept.variance), float(eps)),
  );
  const scaled = applyBinary(
    context,
    'mul',
    applyBinary(context, 'mul', centred, spread),
    scale ?? ones(input),
  );
  return shift ? applyBinary(context, 'add', scaled, shift) : scaled;
}

const ones = (like: TensorValue): TensorValue => wrap(finish(Float64Array.of(1), [], like.dtype), 'torch');

const batchNormRun: Run = (context, args: Args) => {
  const training = args.flag('training');
  const mean = args.optionalTensor('running_mean');
  const spread = args.optionalTensor('running_var');
  const kept = !training && mean && spread ? { mean, variance: spread } : undefined;
  return batchNorm(
    context,
    args.tensor('input'),
    kept,
    args.optionalTensor('weight'),
    args.optionalTensor('bias'),
    args.number('eps'),
  );
};

const standardDeviations: Run = (context, args) => {
  const input = args.tensor('input');
  const options = {
    input,
    dims: args.optionalIntegers('dim'),
    keep: args.flag('keepdim'),
    dtype: input.dtype,
  };
  const spread = variance(context, options, args.flag('unbiased') ? 1 : 0, args.name === 'std_mean');
  return tuple([spread, fold(context, meanFold, options)]);
};

export const normalizationFunctions: readonly Entry[] = [
  ...functional('layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-5)', (context, args) =>
    layerNorm(
      context,
      args.tensor('input'),
      args.integers('normalized_shape'),
      args.optionalTensor('weight'),
      args.optionalTensor('bias'),
      args.number('eps'),
    ),
  ),
  ...functional(
    'batch_norm(input, running_mean=None, running_var=None, weight=None, bias=None, training=False, momentum=0.1, eps=1e-5)',
    batchNormRun,
  ),
  ...torchBoth(
    'std_mean(input, dim=None, unbiased=True, keepdim=False); var_mean(input, dim=None, unbiased=True, keepdim=False)',
    standardDeviations,
  ),
];
