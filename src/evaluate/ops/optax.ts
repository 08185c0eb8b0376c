import type { Context } from '../context.ts';
import { define, type Entry, type Run } from '../library/define.ts';
import { notKnown, raise } from '../signals.ts';
import { record } from '../tensor/record.ts';
import { dense, rankOf, result, shapeOf } from '../tensor/tensor.ts';
import { float } from '../values/make.ts';
import type { TensorValue } from '../values/value.ts';
import { applyBinary } from './binary.ts';
import { cosineSimilarity } from './distances.ts';
import { finish, mapTensor, unary } from './elementwise.ts';
import { sumAlong } from './reduce.ts';
import { softmaxAlong } from './softmax.ts';
import { unaryOp } from './unary.ts';

/** Losses of optax that `core` computes under other names, or not at all: they reduce nothing. */

const mul = (context: Context, a: TensorValue, b: TensorValue): TensorValue =>
  applyBinary(context, 'mul', a, b);
const sub = (context: Context, a: TensorValue, b: TensorValue): TensorValue =>
  applyBinary(context, 'sub', a, b);
const negative = (context: Context, x: TensorValue): TensorValue => unary(context, unaryOp('neg'), x);

const crossEntropy: Run = (context, args) => {
  const axis = args.integer('axis');
  const logs = softmaxAlong(context, 'log_softmax', args.tensor('logits'), axis);
  return negative(context, sumAlong(context, mul(context, args.tensor('labels'), logs), axis));
};

/** A label beyond the classes gives NaN, a negative one counts from the end, as JAX's indexing does. */
const integerLabels: Run = (context, args) => {
  const logits = args.tensor('logits');
  const labels = args.tensor('labels');
  if (labels.dtype.includes('float')) raise('TypeError', 'Expected an integer dtype for labels', 'labels');
  const softened = softmaxAlong(context, 'log_softmax', logits, -1);
  const logs = dense(softened);
  const classes = shapeOf(logits).at(-1) as number;
  const places = Array.from(dense(labels).data, (label, i) => {
    const at = label < 0 ? label + classes : label;
    return at >= 0 && at < classes ? i * classes + at : -1;
  });
  const values = Float64Array.from(places, (at) => (at < 0 ? Number.NaN : -(logs.data[at] as number)));
  return record(context, finish(values, shapeOf(labels), logs.dtype), {
    name: 'IntegerLabels',
    inputs: [softened],
    backward: (g) => {
      const slopes = new Float64Array(logs.data.length);
      for (const [i, at] of places.entries()) if (at >= 0) slopes[at] = -(g.data[i] as number);
      return [finish(slopes, logs.shape, logs.dtype)];
    },
  });
};

/** targets·(log targets − predictions), 0 where a target is 0. */
const klDivergence: Run = (context, args) => {
  const [logs, targets] = [dense(args.tensor('log_predictions')), dense(args.tensor('targets'))];
  const values = Float64Array.from(targets.data, (p, i) =>
    p === 0 ? 0 : p * (Math.log(p) - (logs.data[i] as number)),
  );
  const elements = record(context, finish(values, targets.shape, targets.dtype), {
    name: 'KlDivergence',
    inputs: [args.tensor('log_predictions'), args.tensor('targets')],
    backward: (g) => [
      mapTensor(g, logs.dtype, (u, i) => -u * (targets.data[i] as number)),
      args.tensor('targets').requiresGrad ? notKnown('the gradient by the targets') : null,
    ],
  });
  return sumAlong(context, elements, -1);
};

const l2: Run = (context, args) => {
  const predictions = args.tensor('predictions');
  const error = args.has('targets') ? sub(context, predictions, args.tensor('targets')) : predictions;
  return mul(context, applyBinary(context, 'mul', error, error), scalarLike(context, error));
};

const scalarLike = (context: Context, like: TensorValue): TensorValue =>
  result(context, finish(Float64Array.of(0.5), [], like.dtype), [like]);

const poly: Run = (context, args) => {
  const axis = args.integer('axis');
  const [logits, labels] = [args.tensor('logits'), args.tensor('labels')];
  const logs = softmaxAlong(context, 'log_softmax', logits, axis);
  const entropy = negative(context, sumAlong(context, mul(context, labels, logs), axis));
  const hits = sumAlong(context, mul(context, labels, softmaxAlong(context, 'softmax', logits, axis)), axis);
  const missed = applyBinary(context, 'sub', float(1), hits);
  return applyBinary(
    context,
    'add',
    entropy,
    applyBinary(context, 'mul', missed, float(args.number('epsilon'))),
  );
};

/** (1 − α)·labels + α/C */
const smooth: Run = (context, args) => {
  const labels = args.tensor('labels');
  const alpha = args.number('alpha');
  const classes = shapeOf(labels).at(-1) as number;
  return applyBinary(
    context,
    'add',
    applyBinary(context, 'mul', labels, float(1 - alpha)),
    float(alpha / classes),
  );
};

const cosine =
  (distance: boolean): Run =>
  (context, args) => {
    const [a, b] = [args.tensor('predictions'), args.tensor('targets')];
    const similarity = cosineSimilarity(context, a, b, rankOf(a) - 1, args.number('epsilon'));
    return distance ? applyBinary(context, 'sub', float(1), similarity) : similarity;
  };

const both = (head: string, run: Run): Entry[] => [
  define(`optax.${head}`, run),
  define(`optax.losses.${head}`, run),
];

export const optaxFunctions: readonly Entry[] = [
  ...both('softmax_cross_entropy(logits, labels, axis=-1)', crossEntropy),
  ...both('softmax_cross_entropy_with_integer_labels(logits, labels)', integerLabels),
  ...both('kl_divergence(log_predictions, targets)', klDivergence),
  ...both('l2_loss(predictions, targets=None)', l2),
  ...both('poly_loss_cross_entropy(logits, labels, epsilon=2.0, axis=-1)', poly),
  ...both('smooth_labels(labels, alpha)', smooth),
  ...both('cosine_similarity(predictions, targets, epsilon=0.0)', cosine(false)),
  ...both('cosine_distance(predictions, targets, epsilon=0.0)', cosine(true)),
];
