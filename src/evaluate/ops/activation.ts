import { fromValues } from '../../core/create.ts';
import { sigmoid, softplus } from '../../core/numerics.ts';
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
import { notKnown } from '../signals.ts';
import { slice } from '../tensor/geometry.ts';
import { recordView } from '../tensor/record.ts';
import { dense, rankOf, shapeOf, wrap } from '../tensor/tensor.ts';
import type { TensorValue } from '../values/value.ts';
import { axisOf } from './axes.ts';
import { applyBinary } from './binary.ts';
import { type UnaryOp, unary } from './elementwise.ts';
import { where } from './gather.ts';
import { reshape } from './shape.ts';
import { erf } from './special.ts';
import { unaryOp } from './unary.ts';

const op = (
  name: string,
  f: UnaryOp['f'],
  slope: NonNullable<UnaryOp['slope']>,
  saves: UnaryOp['saves'] = 'input',
): UnaryOp => ({
  name,
  f,
  slope,
  integers: 'float',
  saves,
});

const rootHalf = Math.SQRT1_2;
const density = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
const cumulative = (x: number): number => 0.5 * (1 + erf(x * rootHalf));

/** Φ(x)·x. */
const gelu = op(
  'Gelu',
  (x) => x * cumulative(x),
  (x) => cumulative(x) + x * density(x),
);

/** What a kernel of the input's dtype rounds to on the way. */
const kernelRound = (args: Args): ((x: number) => number) =>
  args.tensor('input').dtype === 'float64' ? (x) => x : Math.fround;

const tanhScale = Math.sqrt(2 / Math.PI);
const tanhGelu = op(
  'Gelu',
  (x) => 0.5 * x * (1 + Math.tanh(tanhScale * (x + 0.044715 * x ** 3))),
  (x) => {
    const t = Math.tanh(tanhScale * (x + 0.044715 * x ** 3));
    return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * tanhScale * (1 + 3 * 0.044715 * x * x);
  },
);

const silu = op(
  'Silu',
  (x) => x * sigmoid(x),
  (x) => sigmoid(x) * (1 + x * (1 - sigmoid(x))),
);

const mish = op(
  'Mish',
  (x) => x * Math.tanh(softplus(x)),
  (x) => {
    const t = Math.tanh(softplus(x));
    return t + x * sigmoid(x) * (1 - t * t);
  },
);

const clipped = (name: string, low: number, high: number): UnaryOp =>
  op(
    name,
    (x) => Math.min(Math.max(x, low), high),
    (x) => (x > low && x < high ? 1 : 0),
  );

const elu = (alpha: number, scale = 1, inputScale = 1): UnaryOp =>
  op(
    'Elu',
    (x) => (x > 0 ? scale * x : scale * alpha * Math.expm1(x * inputScale)),
    (x) => (x > 0 ? scale : scale * alpha * inputScale * Math.exp(x * inputScale)),
  );

/** Klambauer et al. 2017. */
const seluAlpha = 1.6732632423543772;
const seluScale = 1.0507009873554805;

const leaky = (slope: number): UnaryOp =>
  op(
    'LeakyRelu',
    (x) => (x > 0 ? x : slope * x),
    (x) => (x > 0 ? 1 : slope),
  );

const softplusOp = (beta: number, threshold: number): UnaryOp =>
  op(
    'Softplus',
    (x) => (x * beta > threshold ? x : softplus(x * beta) / beta),
    (x) => (x * beta > threshold ? 1 : sigmoid(x * beta)),
  );

const shrink = (lambda: number, soft: boolean): UnaryOp =>
  op(
    soft ? 'Softshrink' : 'Hardshrink',
    (x) => (Math.abs(x) <= lambda ? 0 : soft ? x - Math.sign(x) * lambda : x),
    (x) => (Math.abs(x) <= lambda ? 0 : 1),
  );

const hardSigmoid = op(
  'Hardsigmoid',
  (x) => Math.min(Math.max(x / 6 + 0.5, 0), 1),
  (x) => (x > -3 && x < 3 ? 1 / 6 : 0),
);
const hardSwish = op(
  'Hardswish',
  (x) => x * Math.min(Math.max(x / 6 + 0.5, 0), 1),
  // At ±3 itself PyTorch takes the inner branch.
  (x) => (x < -3 ? 0 : x > 3 ? 1 : x / 3 + 0.5),
);
const softsign = op(
  'Softsign',
  (x) => x / (1 + Math.abs(x)),
  (x) => 1 / (1 + Math.abs(x)) ** 2,
);
const tanhshrink = op(
  'Tanhshrink',
  (x) => x - Math.tanh(x),
  (x) => Math.tanh(x) ** 2,
);

/** log x − log(1 − x); with ε the input is first held inside [ε, 1 − ε]. */
const logit = (args: Args): UnaryOp => {
  const round = kernelRound(args);
  const eps = args.optionalNumber('eps');
  const [low, high] = eps === undefined ? [0, 1] : [round(eps), round(1 - round(eps))];
  const limited = (x: number) => (eps === undefined ? x : Math.min(Math.max(x, low), high));
  return op(
    'Logit',
    (x) => Math.log(round(limited(x) / round(1 - limited(x)))),
    (x) => (limited(x) === x ? 1 / (x * (1 - x)) : 0),
  );
};

const threshold = (limit: number, value: number): UnaryOp =>
  op(
    'Threshold',
    (x) => (x > limit ? x : value),
    (x) => (x > limit ? 1 : 0),
  );

/** An activation with how its arguments choose the operation; the layer of the same name has the same arguments. */
interface Activation {
  readonly name: string;
  readonly layer: string | null;
  readonly parameters: string;
  readonly choose: (number: (name: string) => number, args: Args) => UnaryOp;
}

const activation = (
  name: string,
  layer: string | null,
  parameters: string,
  choose: Activation['choose'],
): Activation => ({ name, layer, parameters, choose });

export const activations: readonly Activation[] = [
  activation('relu', 'ReLU', '', () => unaryOp('relu')),
  activation('relu6', 'ReLU6', '', () => clipped('Hardtanh', 0, 6)),
  activation('sigmoid', 'Sigmoid', '', () => unaryOp('sigmoid')),
  activation('tanh', 'Tanh', '', () => unaryOp('tanh')),
  activation('logsigmoid', 'LogSigmoid', '', () => unaryOp('log_sigmoid')),
  activation('gelu', 'GELU', "approximate='none'", (_number, args) =>
    textOf(args, 'approximate') === 'tanh' ? tanhGelu : gelu,
  ),
  activation('silu', 'SiLU', '', () => silu),
  activation('mish', 'Mish', '', () => mish),
  activation('elu', 'ELU', 'alpha=1.0', (number) => elu(number('alpha'))),
  activation('celu', 'CELU', 'alpha=1.0', (number) => elu(number('alpha'), 1, 1 / number('alpha'))),
  activation('selu', 'SELU', '', () => elu(seluAlpha, seluScale)),
  activation('leaky_relu', 'LeakyReLU', 'negative_slope=0.01', (number) => leaky(number('negative_slope'))),
  activation('hardtanh', 'Hardtanh', 'min_val=-1.0, max_val=1.0', (number) =>
    clipped('Hardtanh', number('min_val'), number('max_val')),
  ),
  activation('hardsigmoid', 'Hardsigmoid', '', () => hardSigmoid),
  activation('hardswish', 'Hardswish', '', () => hardSwish),
  activation('softplus', 'Softplus', 'beta=1.0, threshold=20.0', (number) =>
    softplusOp(number('beta'), number('threshold')),
  ),
  activation('softshrink', 'Softshrink', 'lambd=0.5', (number) => shrink(number('lambd'), true)),
  activation('hardshrink', 'Hardshrink', 'lambd=0.5', (number) => shrink(number('lambd'), false)),
  activation('softsign', 'Softsign', '', () => softsign),
  activation('tanhshrink', 'Tanhshrink', '', () => tanhshrink),
  activation('threshold', 'Threshold', 'threshold, value', (number) =>
    threshold(number('threshold'), number('value')),
  ),
];

const textOf = (args: Args, name: string): string => {
  const self = args.optional('self');
  const value = self?.kind === 'instance' ? self.attributes.get(name) : args.optional(name);
  return value?.kind === 'str' ? value.value : '';
};

const run =
  ({ choose }: Activation): Run =>
  (context, args) =>
    unary(
      context,
      choose((name) => args.number(name), args),
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
  const positive = applyBinary(context, 'gt', input, { kind: 'int', value: 0, random: false });
  return where(context, 'Prelu', positive, input, applyBinary(context, 'mul', input, slopes));
}

const dropout: Run = (context, args) => {
  const input = args.tensor('input');
  if (!args.flag('training') || args.number('p') === 0) return input;
  return dropped(context, input, args.number('p'));
};

/** Builds of PyTorch draw the mask differently: a sample, and so is what is drawn after it. */
export function dropped(context: Context, input: TensorValue, p: number): TensorValue {
  const generator = context.torchRandom;
  generator.seeded = false;
  const keep = dense(input)
    .data.slice()
    .map(() => (generator.uniformDouble() < p ? 0 : 1));
  const mask = Float64Array.from(keep, (x) => (p === 1 ? 0 : x / (1 - p)));
  const out = unary(context, { name: 'Dropout', integers: 'same', f: (x) => x, slope: () => 1 }, input);
  out.storage.random = true;
  return applyBinary(context, 'mul', out, wrapMask(mask, input));
}

const wrapMask = (mask: Float64Array, like: TensorValue): TensorValue =>
  wrap(fromValues(mask, shapeOf(like), like.dtype), like.library, true);

const gumbel: Run = () => notKnown('gumbel_softmax draws by chance');

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
  define('torch.special.logit(input, eps=None)', (context, args) =>
    unary(context, logit(args), args.tensor('input')),
  ),
  ...functional('glu(input, dim=-1)', (context, args) =>
    glu(context, args.tensor('input'), args.integer('dim')),
  ),
  ...functional('prelu(input, weight)', (context, args) =>
    prelu(context, args.tensor('input'), args.tensor('weight')),
  ),
  ...functional(
    'dropout(input, p=0.5, training=True, inplace=False); dropout1d(input, p=0.5, training=True); alpha_dropout(input, p=0.5, training=False)',
    dropout,
  ),
  ...torchBoth('dropout(input, p, train:training)', dropout),
  ...functional('gumbel_softmax(logits, tau=1, hard=False, eps=1e-10, dim=-1)', gumbel),
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
