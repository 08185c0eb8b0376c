import { isFloating, scalarTypeName } from '../../core/dtype.ts';
import type { Context } from '../context.ts';
import {
  define,
  type Entry,
  functional,
  type Run,
  tensorflowFunction,
  torchBoth,
} from '../library/define.ts';
import { raise } from '../signals.ts';
import { slice } from '../tensor/geometry.ts';
import { recordView } from '../tensor/record.ts';
import { rankOf, shapeOf } from '../tensor/tensor.ts';
import { int } from '../values/make.ts';
import type { TensorValue } from '../values/value.ts';
import {
  type Activation,
  activations,
  elu,
  gelu,
  logit,
  seluAlpha,
  seluScale,
  softplusOp,
  tanhGelu,
} from './activation-ops.ts';
import { axisOf } from './axes.ts';
import { applyBinary } from './binary.ts';
import { type UnaryOp, unary } from './elementwise.ts';
import { reshape } from './shape.ts';
import { unaryOp } from './unary.ts';
import { where } from './where.ts';

/** Kernels that exist for floating-point numbers only. */
const floatKernels: Readonly<Record<string, string>> = {
  gelu: 'GeluKernelImpl',
  silu: 'silu_cpu',
  mish: 'mish_cpu',
  elu: 'elu_cpu',
  celu: 'elu_cpu',
  selu: 'elu_cpu',
  leaky_relu: 'leaky_relu_cpu',
  logsigmoid: 'log_sigmoid_cpu',
  hardsigmoid: 'hardsigmoid_cpu',
  hardswish: 'hardswish_cpu',
  softplus: 'softplus_cpu',
  softshrink: 'softshrink_cpu',
};

/** An activation of a tensor. Integers are refused, or kept by those that only clip. */
export function activate(context: Context, name: string, op: UnaryOp, input: TensorValue): TensorValue {
  if (input.library !== 'torch' || isFloating(input.dtype)) return unary(context, op, input);
  const kernel = floatKernels[name];
  if (kernel !== undefined)
    raise('RuntimeError', `"${kernel}" not implemented for '${scalarTypeName(input.dtype)}'`, 'input');
  const clips = name === 'relu6' || name === 'hardtanh';
  if (clips && input.dtype === 'bool')
    raise('RuntimeError', 'Bool inputs not supported for hardtanh', 'input');
  return unary(context, clips ? { ...op, integers: 'same' } : op, input);
}

const run =
  ({ name, choose }: Activation): Run =>
  (context, args) =>
    activate(
      context,
      name,
      choose((parameter) => args.number(parameter), args),
      args.tensor('input'),
    );

const head = (name: string, parameters: string): string =>
  `${name}(input${parameters === '' ? '' : `, ${parameters}`}, inplace=False)`;

/** Half of the channels gate the other half. */
export function glu(context: Context, input: TensorValue, dim: number): TensorValue {
  const axis = axisOf(dim, rankOf(input));
  const half = (shapeOf(input)[axis] as number) / 2;
  const first = recordView(context, 'Slice', input, slice(axis, 0, half, 1));
  const second = recordView(context, 'Slice', input, slice(axis, half, half, 1));
  return applyBinary(context, 'mul', first, unary(context, unaryOp('sigmoid'), second));
}

/** One slope for all, or one a channel. */
export function prelu(context: Context, input: TensorValue, weight: TensorValue): TensorValue {
  const shape = shapeOf(input).map((_, axis) => (axis === 1 || rankOf(input) === 1 ? -1 : 1));
  const slopes = shapeOf(weight)[0] === 1 || rankOf(weight) === 0 ? weight : reshape(context, weight, shape);
  const positive = applyBinary(context, 'gt', input, int(0));
  return where(context, 'Prelu', positive, input, applyBinary(context, 'mul', input, slopes));
}

export const activationFunctions: readonly Entry[] = [
  ...activations.flatMap((one) => functional(head(one.name, one.parameters), run(one))),
  ...torchBoth('celu(input, alpha=1.0); selu(input)', (context, args) =>
    unary(
      context,
      args.name === 'selu'
        ? elu(seluAlpha, seluScale)
        : elu(args.number('alpha'), 1, 1 / args.number('alpha')),
      args.tensor('input'),
    ),
  ),
  ...torchBoth('logit(input, eps=None)', (context, args) =>
    unary(context, logit(args), args.tensor('input')),
  ),
  ...['torch.special.logit(input, eps=None)', 'scipy.special.logit(x:input)'].map((one) =>
    define(one, (context, args) => unary(context, logit(args), args.tensor('input'))),
  ),
  ...functional('glu(input, dim=-1)', (context, args) =>
    glu(context, args.tensor('input'), args.integer('dim')),
  ),
  ...functional('prelu(input, weight)', (context, args) =>
    prelu(context, args.tensor('input'), args.tensor('weight')),
  ),
  ...['relu', 'sigmoid', 'tanh', 'gelu', 'silu', 'softplus', 'elu', 'selu', 'leaky_relu', 'relu6'].flatMap(
    (name) => {
      const one = activations.find((candidate) => candidate.name === name) as Activation;
      const approximate = name === 'gelu' ? 'approximate=True' : one.parameters;
      const runJax: Run = (context, args) =>
        unary(
          context,
          name === 'gelu'
            ? args.flag('approximate')
              ? tanhGelu
              : gelu
            : one.choose((key) => args.number(key), args),
          args.tensor('input'),
        );
      return [define(`jax.nn.${name}(x:input${approximate === '' ? '' : `, ${approximate}`})`, runJax)];
    },
  ),
  define('jax.nn.log_sigmoid(x:input)', (context, args) =>
    unary(context, unaryOp('log_sigmoid'), args.tensor('input')),
  ),
  ...tensorflowFunction(
    'nn.softplus(features:input, name=None); math.softplus(features:input, name=None)',
    (context, args) => unary(context, softplusOp(1, 30), args.tensor('input')),
  ),
  ...['sigmoid', 'relu', 'tanh'].flatMap((name) => [
    define(`keras.activations.${name}(x:input)`, (context, args) =>
      unary(context, unaryOp(name), args.tensor('input')),
    ),
    define(`keras.ops.${name}(x:input)`, (context, args) =>
      unary(context, unaryOp(name), args.tensor('input')),
    ),
  ]),
];
