import type { Tensor } from '../../core/tensor.ts';
import type { Context } from '../context.ts';
import type { Args } from '../library/args.ts';
import { define, type Entry, type Run } from '../library/define.ts';
import { notKnown } from '../signals.ts';
import { record } from '../tensor/record.ts';
import { dense, shapeOf } from '../tensor/tensor.ts';
import type { TensorValue } from '../values/value.ts';
import { axisOf, forEachLine, lineOf, reducedShape } from './axes.ts';
import { binaryOp, plain } from './binary.ts';
import { type BinaryOp, binary, finish, type UnaryOp, unary } from './elementwise.ts';
import { reshape } from './shape.ts';
import { softmaxAlong } from './softmax.ts';
import { erf } from './special.ts';
import { unaryOp } from './unary.ts';

type Line = Float64Array;

const sum = (line: Line): number => line.reduce((total, x) => total + x, 0);

function normalized(line: Line): Line {
  const whole = sum(line);
  return line.map((x) => x / whole);
}

/** Σ f(p, q) over two lines, by the operation of that name. */
const total = (name: string, p: Line, q: Line): number =>
  p.reduce((all, x, i) => all + binaryOp(name).f(x, q[i] as number), 0);

const entropy = (p: Line, q: Line | undefined): number =>
  q === undefined ? p.reduce((all, x) => all + unaryOp('entr').f(x), 0) : total('rel_entr', p, q);

function jensenShannon(p: Line, q: Line): number {
  const middle = p.map((x, i) => (x + (q[i] as number)) / 2);
  return total('rel_entr', p, middle) + total('rel_entr', q, middle);
}

/** One number of every line of normalised probabilities, in nats or to a base. */
function perLine(
  context: Context,
  args: Args,
  measure: (p: Line, q: Line | undefined, inBase: (nats: number) => number) => number,
): TensorValue {
  const first = args.tensor('p');
  const second = args.optionalTensor('q');
  const [p, q] = [dense(first), second && dense(second)];
  if (q && String(q.shape) !== String(p.shape)) notKnown('distributions of different shapes');
  const axis = axisOf(args.integer('axis'), p.shape.length, 'numpy');
  const scale = args.has('base') ? Math.log(args.number('base')) : 1;
  const out = new Float64Array(p.data.length === 0 ? 0 : p.data.length / (p.shape[axis] ?? 1));
  forEachLine(p.shape, axis, (start, step, count, line) => {
    const take = (tensor: Tensor): Line => normalized(lineOf(tensor, start, step, count));
    out[line] = measure(take(p), q && take(q), (nats) => nats / scale);
  });
  return record(context, finish(out, reducedShape(p.shape, [axis], false), 'float64'), {
    name: 'Entropy',
    inputs: second ? [first, second] : [first],
    backward: () => [null],
  });
}

/** Of a normal distribution, from the distance to its mean in standard deviations. */
const normal: Readonly<Record<string, (z: number, scale: number) => number>> = {
  pdf: (z, scale) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI) / scale,
  logpdf: (z, scale) => (-z * z) / 2 - Math.log(2 * Math.PI) / 2 - Math.log(scale),
  cdf: (z) => (1 + erf(z / Math.SQRT2)) / 2,
};

const ofNormal =
  (f: (z: number, scale: number) => number): Run =>
  (context, args) => {
    const [mean, scale] = [args.number('loc'), args.number('scale')];
    const op: UnaryOp = { name: 'Normal', f: (x) => f((x - mean) / scale, scale), integers: 'float' };
    return unary(context, op, args.tensor('x'));
  };

/** Without an axis over all elements, unlike the softmax of other libraries. */
const softmaxOf =
  (kind: 'softmax' | 'log_softmax'): Run =>
  (context, args) => {
    const x = args.tensor('x');
    const axis = args.optionalInteger('axis');
    if (axis !== undefined) return softmaxAlong(context, kind, x, axis);
    return reshape(context, softmaxAlong(context, kind, reshape(context, x, [-1]), 0), shapeOf(x));
  };

const pseudoHuber: BinaryOp = {
  name: 'PseudoHuber',
  f: (delta, r) => delta * delta * (Math.sqrt(1 + (r / delta) ** 2) - 1),
  result: 'float',
};

const unaryNames: Readonly<Record<string, string>> = {
  entr: 'entr',
  expit: 'sigmoid',
  log_expit: 'log_sigmoid',
  softplus: 'softplus',
  erf: 'erf',
  erfc: 'erfc',
  gammaln: 'lgamma',
  digamma: 'digamma',
  psi: 'digamma',
};

export const scipyFunctions: readonly Entry[] = [
  ...Object.entries(unaryNames).map(([name, op]) =>
    define(`scipy.special.${name}(x)`, (context, args) => unary(context, unaryOp(op), args.tensor('x'))),
  ),
  ...['rel_entr', 'kl_div', 'xlogy'].map((name) =>
    define(`scipy.special.${name}(x:input, y:other)`, plain(name)),
  ),
  define('scipy.special.huber(delta:input, r:other)', plain('huber')),
  define('scipy.special.pseudo_huber(delta, r)', (context, args) =>
    binary(context, pseudoHuber, args.tensor('delta'), args.tensor('r')),
  ),
  ...(['softmax', 'log_softmax'] as const).map((kind) =>
    define(`scipy.special.${kind}(x, axis=None)`, softmaxOf(kind)),
  ),
  define('scipy.stats.entropy(pk:p, qk:q=None, base=None, axis=0)', (context, args) =>
    perLine(context, args, (p, q, inBase) => inBase(entropy(p, q))),
  ),
  define('scipy.spatial.distance.jensenshannon(p, q, base=None, *, axis=0)', (context, args) =>
    perLine(context, args, (p, q, inBase) => Math.sqrt(inBase(jensenShannon(p, q ?? p)) / 2)),
  ),
  ...Object.entries(normal).map(([name, f]) =>
    define(`scipy.stats.norm.${name}(x, loc=0, scale=1)`, ofNormal(f)),
  ),
];
