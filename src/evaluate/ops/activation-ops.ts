import { sigmoid, softplus } from '../../core/numerics.ts';
import type { Args } from '../library/args.ts';
import type { UnaryOp } from './elementwise.ts';
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
export const gelu = op(
  'Gelu',
  (x) => x * cumulative(x),
  (x) => cumulative(x) + x * density(x),
);

/** What a kernel of the input's dtype rounds to on the way. */
const kernelRound = (args: Args): ((x: number) => number) =>
  args.tensor('input').dtype === 'float64' ? (x) => x : Math.fround;

const tanhScale = Math.sqrt(2 / Math.PI);
export const tanhGelu = op(
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

export const elu = (alpha: number, scale = 1, inputScale = 1): UnaryOp =>
  op(
    'Elu',
    (x) => (x > 0 ? scale * x : scale * alpha * Math.expm1(x * inputScale)),
    (x) => (x > 0 ? scale : scale * alpha * inputScale * Math.exp(x * inputScale)),
  );

/** Klambauer et al. 2017. */
export const seluAlpha = 1.6732632423543772;
export const seluScale = 1.0507009873554805;

const leaky = (slope: number): UnaryOp =>
  op(
    'LeakyRelu',
    (x) => (x > 0 ? x : slope * x),
    (x) => (x > 0 ? 1 : slope),
  );

export const softplusOp = (beta: number, threshold: number): UnaryOp =>
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
export const logit = (args: Args): UnaryOp => {
  const round = kernelRound(args);
  const eps = args.optionalNumber('eps');
  const [low, high] = eps === undefined ? [0, 1] : [round(eps), round(1 - round(eps))];
  const limited = (x: number) => (eps === undefined ? x : Math.min(Math.max(x, low), high));
  return op(
    'Logit',
    (x) => Math.log(round(limited(x) / round(1 - limited(x)))),
    (x) => {
      if (eps === undefined && (x < 0 || x > 1)) return Number.NaN;
      return limited(x) === x ? 1 / (x * (1 - x)) : 0;
    },
  );
};

const threshold = (limit: number, value: number): UnaryOp =>
  op(
    'Threshold',
    (x) => (x > limit ? x : value),
    (x) => (x > limit ? 1 : 0),
  );

/** An activation with how its arguments choose the operation; the layer of the same name has the same arguments. */
export interface Activation {
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
