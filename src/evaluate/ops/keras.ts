import { sizeOf } from '../../core/create.ts';
import { sigmoid, softplus } from '../../core/numerics.ts';
import { layoutAlong, sameShape } from '../../core/shape.ts';
import type { Tensor } from '../../core/tensor.ts';
import type { Context } from '../context.ts';
import type { Args } from '../library/args.ts';
import { asTensor } from '../library/convert.ts';
import { define, type Entry } from '../library/define.ts';
import { notKnown, raise } from '../signals.ts';
import { record } from '../tensor/record.ts';
import { dense, rankOf, shapeOf } from '../tensor/tensor.ts';
import type { TensorValue, Value } from '../values/value.ts';
import { axisOf } from './axes.ts';
import { applyBinary } from './binary.ts';
import { finish, mapTensor } from './elementwise.ts';
import { lineSlope } from './keras-gradients.ts';
import { type KerasLoss, type KerasSettings, kerasLosses } from './keras-lines.ts';
import { reshape } from './shape.ts';

/** (N,) beside (N, 1) becomes (N, 1); of more dimensions the last, of length 1, is taken away. */
function toSameRank(context: Context, a: TensorValue, b: TensorValue): [TensorValue, TensorValue] {
  const [p, q] = [shapeOf(a), shapeOf(b)];
  if (q.length === p.length + 1) {
    const [second, first] = toSameRank(context, b, a);
    return [first, second];
  }
  if (p.length !== q.length + 1 || p.at(-1) !== 1) return [a, b];
  return q.length === 1 ? [a, reshape(context, b, [...q, 1])] : [reshape(context, a, p.slice(0, -1)), b];
}

/** Losses times the weights of their samples. */
export function weighted(context: Context, elements: TensorValue, weight: Value | undefined): TensorValue {
  if (!weight) return elements;
  const weights = asTensor(context, weight, 'tensorflow', 'float32');
  return applyBinary(context, 'mul', ...toSameRank(context, elements, weights));
}

/** One loss per line along the axis, as the function returns it. */
export function kerasElements(
  context: Context,
  loss: KerasLoss,
  given: { target: Value; output: Value },
  settings: KerasSettings,
): TensorValue {
  const library = 'tensorflow';
  const [target, output] = [given.target, given.output].map((value) => asTensor(context, value, library)) as [
    TensorValue,
    TensorValue,
  ];
  const [y, x] = loss.sparse ? [target, output] : toSameRank(context, target, output);
  const axis = axisOf(settings.number('axis'), Math.max(rankOf(x), 1));
  const labels = dense(y);
  const outputs = dense(x);
  const shape = outputs.shape.filter((_, a) => a !== axis);
  if (!loss.sparse && !sameShape(labels.shape, outputs.shape)) {
    raise(
      'ValueError',
      `Arguments \`target\` and \`output\` must have the same shape. Received: target.shape=(${labels.shape.join(', ')}), output.shape=(${outputs.shape.join(', ')})`,
      'y_true',
    );
  }
  if (loss.sparse && sizeOf(labels.shape) !== sizeOf(shape)) {
    raise(
      'ValueError',
      `Argument \`output\` must have rank (ndim) \`target.ndim - 1\`. Received: target.shape=(${labels.shape.join(', ')}), output.shape=(${outputs.shape.join(', ')})`,
      'y_true',
    );
  }
  const { classes, inner } = layoutAlong(outputs.shape.length === 0 ? [1] : outputs.shape, axis);
  const take = (tensor: Tensor, line: number): Float64Array => {
    const start = Math.floor(line / inner) * classes * inner + (line % inner);
    return Float64Array.from({ length: classes }, (_, c) => tensor.data[start + c * inner] as number);
  };
  const labelsOf = (line: number): Float64Array =>
    loss.sparse ? Float64Array.of(labels.data[line] as number) : take(labels, line);
  const lines = Float64Array.from({ length: sizeOf(shape) }, (_, line) =>
    loss.line(labelsOf(line), take(outputs, line), settings),
  );
  return record(context, finish(lines, shape, 'float32'), {
    name: 'KerasLoss',
    inputs: [x, y],
    backward: (g) => {
      const slopes = new Float64Array(outputs.data.length);
      for (let line = 0; line < lines.length; line++) {
        const own = lineSlope(loss)(labelsOf(line), take(outputs, line), settings);
        const start = Math.floor(line / inner) * classes * inner + (line % inner);
        for (let c = 0; c < classes; c++)
          slopes[start + c * inner] = (own[c] as number) * (g.data[line] as number);
      }
      return [finish(slopes, outputs.shape, x.dtype), null];
    },
  });
}

export const readSettings = (args: Args): KerasSettings => ({
  flag: (name) => args.flag(name),
  number: (name) => {
    const value = args.get(name);
    return value.kind === 'tensor' || value.kind === 'list'
      ? notKnown(`a ${name} per class`)
      : args.number(name);
  },
});

/** `sum_over_batch_size` (the mean), `sum`, `none`. */
export function reduceElements(context: Context, elements: TensorValue, reduction: Value): TensorValue {
  const name = reduction.kind === 'str' ? reduction.value : 'none';
  if (name === 'none') return elements;
  const { data } = dense(elements);
  const total = Array.from(data).reduce((a, b) => a + b, 0);
  const share = name === 'sum' ? 1 : 1 / data.length;
  const value = name === 'sum' ? total : total / data.length;
  if (!['sum', 'sum_over_batch_size', 'mean', 'auto'].includes(name))
    return notKnown(`the reduction ${name}`);
  return record(context, finish(Float64Array.of(value), [], 'float32'), {
    name: 'KerasReduction',
    inputs: [elements],
    backward: (g) => [
      finish(new Float64Array(data.length).fill((g.data[0] as number) * share), shapeOf(elements), 'float32'),
    ],
  });
}

const functionNames: Readonly<Record<string, readonly string[]>> = {
  mean_squared_error: ['mse', 'MSE'],
  mean_absolute_error: ['mae', 'MAE'],
  kl_divergence: ['KLD', 'kld'],
};

/** TensorFlow's own functions on logits, elementwise or along the last axis. */
const tensorflowLosses: readonly Entry[] = [
  define('tensorflow.nn.sigmoid_cross_entropy_with_logits(labels, logits, name=None)', (context, args) => {
    const [labels, logits] = [dense(args.tensor('labels')), dense(args.tensor('logits'))];
    if (!sameShape(labels.shape, logits.shape))
      raise(
        'ValueError',
        `\`logits\` and \`labels\` must have the same shape, received ((${logits.shape}) vs (${labels.shape})).`,
        'labels',
      );
    const values = Float64Array.from(logits.data, (x, i) => softplus(x) - (labels.data[i] as number) * x);
    return record(context, finish(values, logits.shape, 'float32'), {
      name: 'SigmoidCrossEntropy',
      inputs: [args.tensor('logits')],
      backward: (g) => [
        mapTensor(
          logits,
          'float32',
          (x, i) => (sigmoid(x) - (labels.data[i] as number)) * (g.data[i] as number),
        ),
      ],
    });
  }),
  define(
    'tensorflow.nn.softmax_cross_entropy_with_logits(labels, logits, axis=-1, name=None)',
    (context, args) =>
      kerasElements(
        context,
        kerasLosses[1] as KerasLoss,
        { target: args.get('labels'), output: args.get('logits') },
        fromLogits,
      ),
  ),
  define(
    'tensorflow.nn.sparse_softmax_cross_entropy_with_logits(labels, logits, name=None)',
    (context, args) =>
      kerasElements(
        context,
        kerasLosses[2] as KerasLoss,
        { target: args.get('labels'), output: args.get('logits') },
        fromLogits,
      ),
  ),
];

const fromLogits: KerasSettings = {
  flag: (name) => name === 'from_logits',
  number: (name) => (name === 'axis' ? -1 : 0),
};

export const kerasFunctions: readonly Entry[] = [
  ...kerasLosses.flatMap((loss) =>
    [loss.fn, ...(functionNames[loss.fn] ?? [])].flatMap((name) =>
      ['keras.losses', 'keras.metrics'].map((module) =>
        define(`${module}.${name}(y_true, y_pred, ${loss.parameters})`, (context, args) => {
          if (args.callee.signature.some((p) => p.internal === 'ignore_class') && args.has('ignore_class'))
            return notKnown('ignore_class');
          return kerasElements(
            context,
            loss,
            { target: args.get('y_true'), output: args.get('y_pred') },
            readSettings(args),
          );
        }),
      ),
    ),
  ),
  ...tensorflowLosses,
];
