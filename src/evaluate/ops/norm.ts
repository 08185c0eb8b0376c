import { isFloating } from '../../core/dtype.ts';
import type { Context } from '../context.ts';
import type { Args } from '../library/args.ts';
import {
  define,
  type Entry,
  functional,
  numpyFunction,
  type Run,
  torchBoth,
  torchFunction,
} from '../library/define.ts';
import { notKnown, raise } from '../signals.ts';
import { floatType, resultType } from '../tensor/promote.ts';
import { rankOf, shapeOf, wrap } from '../tensor/tensor.ts';
import { float, tuple } from '../values/make.ts';
import type { TensorValue, Value } from '../values/value.ts';
import { axesOf } from './axes.ts';
import { applyBinary } from './binary.ts';
import { cast } from './cast.ts';
import { clampNumbers } from './clamp.ts';
import { finish, unary } from './elementwise.ts';
import { type Fold, fold, meanFold } from './reduce.ts';
import { insertAxis, reshape } from './shape.ts';
import { unaryOp } from './unary.ts';
import { variance } from './variance.ts';

/** (Σ|x|^p)^(1/p) and its limits p = 0, ∞, −∞; the slope at 0 is 0. */
function normFold(p: number): Fold {
  if (p === Number.POSITIVE_INFINITY)
    return {
      name: 'Norm',
      start: 0,
      add: (m, x) => Math.max(m, Math.abs(x)),
      slope: (x, out) => (Math.abs(x) === out ? Math.sign(x) : 0),
    };
  if (p === Number.NEGATIVE_INFINITY)
    return {
      name: 'Norm',
      start: Number.POSITIVE_INFINITY,
      add: (m, x) => Math.min(m, Math.abs(x)),
      slope: (x, out) => (Math.abs(x) === out ? Math.sign(x) : 0),
    };
  if (p === 0) return { name: 'Norm', start: 0, add: (n, x) => n + (x === 0 ? 0 : 1), slope: () => 0 };
  return {
    name: 'LinalgVectorNorm',
    start: 0,
    add: (sum, x) => sum + Math.abs(x) ** p,
    end: (sum) => (p === 2 ? Math.sqrt(sum) : sum ** (1 / p)),
    slope: (x, out) => (out === 0 || x === 0 ? 0 : Math.sign(x) * (Math.abs(x) / out) ** (p - 1)),
  };
}

export function norm(
  context: Context,
  input: TensorValue,
  p: number,
  dims: readonly number[] | undefined,
  keep: boolean,
): TensorValue {
  if (!isFloating(input.dtype) && input.library === 'torch') {
    raise(
      'RuntimeError',
      `linalg.vector_norm: Expected a floating point or complex tensor as input. Got ${input.dtype === 'int64' ? 'Long' : input.dtype}`,
      'input',
    );
  }
  const dtype = isFloating(input.dtype) ? input.dtype : 'float64';
  return fold(context, normFold(p), { input, dims, keep, dtype });
}

/** The order of a norm: 2 where none is given or it is 'fro'. */
function orderOf(value: Value | undefined): number {
  if (!value || value.kind === 'None') return 2;
  if (value.kind === 'str') return value.value === 'fro' ? 2 : notKnown('a norm by that name');
  return value.kind === 'int' || value.kind === 'float' ? value.value : notKnown('the order of a norm');
}

const normRun: Run = (context, args) => {
  const input = args.tensor('input');
  const order = args.optional('p');
  const dims = args.optionalIntegers('dim');
  const isMatrix =
    order &&
    order.kind !== 'str' &&
    (dims?.length === 2 || (!dims && rankOf(input) === 2)) &&
    args.callee.name.includes('linalg') &&
    !args.callee.name.includes('vector_norm');
  if (isMatrix) return notKnown('a matrix norm of that order');
  return norm(context, input, orderOf(order), dims, args.flag('keepdim'));
};

/** x / max(‖x‖, ε) */
const normalize: Run = (context, args) => {
  const input = args.tensor('input');
  const length = norm(context, input, args.number('p'), [args.integer('dim')], true);
  return applyBinary(context, 'div', input, clampNumbers(context, length, args.number('eps'), undefined));
};

const mul = (context: Context, a: TensorValue, b: TensorValue): TensorValue =>
  applyBinary(context, 'mul', a, b);
const sumOver = (context: Context, input: TensorValue, dim: number): TensorValue =>
  fold(
    context,
    { name: 'Sum', start: 0, add: (s, x) => s + x, slope: () => 1 },
    { input, dims: [dim], keep: false, dtype: input.dtype },
  );

/** x·y / (max(‖x‖, ε)·max(‖y‖, ε)) */
export function cosineSimilarity(
  context: Context,
  a: TensorValue,
  b: TensorValue,
  dim: number,
  eps: number,
): TensorValue {
  if (!isFloating(a.dtype) || !isFloating(b.dtype)) {
    const dtype = floatType(
      resultType([a, b], a.library, context.defaultDType),
      a.library,
      context.defaultDType,
    );
    return cosineSimilarity(context, cast(context, a, dtype), cast(context, b, dtype), dim, eps);
  }
  const lengths = [a, b].map((x) =>
    clampNumbers(context, norm(context, x, 2, [dim], false), eps, undefined),
  ) as [TensorValue, TensorValue];
  return applyBinary(context, 'div', sumOver(context, mul(context, a, b), dim), mul(context, ...lengths));
}

/** ‖x − y + ε‖ */
const pairwiseDistance: Run = (context, args) => {
  const shifted = applyBinary(
    context,
    'add',
    applyBinary(context, 'sub', args.tensor('x1'), args.tensor('x2')),
    float(args.number('eps')),
  );
  return norm(context, shifted, args.number('p'), [-1], args.flag('keepdim'));
};

const cdist: Run = (context, args) => {
  const rows = insertAxis(context, args.tensor('x1'), rankOf(args.tensor('x1')) - 1);
  const columns = insertAxis(context, args.tensor('x2'), rankOf(args.tensor('x2')) - 2);
  return norm(context, applyBinary(context, 'sub', rows, columns), args.number('p'), [-1], false);
};

const dist: Run = (context, args) =>
  norm(
    context,
    applyBinary(context, 'sub', args.tensor('input'), args.tensor('other')),
    args.number('p'),
    undefined,
    false,
  );

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
  const scaled = mul(context, centred, unary(context, unaryOp('rsqrt'), spread));
  const weighted = weight ? mul(context, scaled, weight) : scaled;
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
  const scaled = mul(context, mul(context, centred, spread), scale ?? ones(input));
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

export const normFunctions: readonly Entry[] = [
  ...torchBoth("norm(input, p='fro', dim=None, keepdim=False, dtype=None)", normRun),
  define('torch.linalg.norm(A:input, ord:p=None, dim=None, keepdim=False)', normRun),
  define('torch.linalg.vector_norm(x:input, ord:p=2, dim=None, keepdim=False)', normRun),
  ...numpyFunction('linalg.norm(x:input, ord:p=None, axis:dim=None, keepdims:keepdim=False)', normRun),
  ...functional('normalize(input, p=2.0, dim=1, eps=1e-12)', normalize),
  ...functional('cosine_similarity(x1, x2, dim=1, eps=1e-8)', (context, args) =>
    cosineSimilarity(context, args.tensor('x1'), args.tensor('x2'), args.integer('dim'), args.number('eps')),
  ),
  ...torchFunction('cosine_similarity(x1, x2, dim=1, eps=1e-8)', (context, args) =>
    cosineSimilarity(context, args.tensor('x1'), args.tensor('x2'), args.integer('dim'), args.number('eps')),
  ),
  ...functional('pairwise_distance(x1, x2, p=2.0, eps=1e-6, keepdim=False)', pairwiseDistance),
  ...torchFunction('pairwise_distance(x1, x2, p=2.0, eps=1e-6, keepdim=False)', pairwiseDistance),
  ...torchFunction('cdist(x1, x2, p=2.0)', cdist),
  ...torchBoth('dist(input, other, p=2.0)', dist),
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
