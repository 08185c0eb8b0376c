import { define, type Entry, type Run } from '../library/define.ts';
import { notKnown } from '../signals.ts';
import { dense, isRandom, shapeOf, wrap } from '../tensor/tensor.ts';
import type { TensorValue } from '../values/value.ts';
import { finish } from './elementwise.ts';

const numbersOf = (value: TensorValue): number[] => Array.from(dense(value).data);

/** n / (classes · count of the class): rare classes weigh more. */
const classWeight: Run = (_context, args) => {
  if (!args.has('class_weight') || args.text('class_weight') !== 'balanced')
    return notKnown('class weights that are not balanced');
  const [classes, labels] = [args.tensor('classes'), args.tensor('y')];
  const [names, all] = [numbersOf(classes), numbersOf(labels)];
  const weights = names.map((name) => all.length / (names.length * all.filter((y) => y === name).length));
  return wrap(finish(Float64Array.from(weights), [names.length], 'float64'), 'numpy', isRandom(labels));
};

/** One row of probabilities a sample; of one column it is the second class. */
function rowsOf(scores: TensorValue): number[][] {
  const all = numbersOf(scores);
  const [, columns = 1] = shapeOf(scores);
  if (columns === 1) return all.map((p) => [1 - p, p]);
  return Array.from({ length: all.length / columns }, (_, i) => all.slice(i * columns, (i + 1) * columns));
}

const clip = (p: number): number => Math.min(Math.max(p, Number.EPSILON), 1 - Number.EPSILON);

const logLoss: Run = (_context, args) => {
  if (args.has('sample_weight') || args.has('labels')) return notKnown('log_loss with weights or labels');
  const [truth, scores] = [args.tensor('y_true'), args.tensor('y_pred')];
  const [labels, rows] = [numbersOf(truth), rowsOf(scores)];
  const classes = [...new Set(labels)].sort((a, b) => a - b);
  if (scores.dtype !== 'float64' || rows.length !== labels.length || rows[0]?.length !== classes.length)
    return notKnown('log_loss of these labels and probabilities');
  const losses = rows.map((row, i) => {
    const kept = row.map(clip);
    const sum = kept.reduce((a, b) => a + b, 0);
    return -Math.log((kept[classes.indexOf(labels[i] as number)] as number) / sum);
  });
  const total = losses.reduce((a, b) => a + b, 0);
  const value = args.flag('normalize') ? total / losses.length : total;
  return wrap(finish(Float64Array.of(value), [], 'float64'), 'numpy', isRandom(truth, scores));
};

export const sklearnFunctions: readonly Entry[] = [
  define('sklearn.utils.class_weight.compute_class_weight(class_weight, *, classes, y)', classWeight),
  define(
    'sklearn.metrics.log_loss(y_true, y_pred, *, normalize=True, sample_weight=None, labels=None)',
    logLoss,
  ),
];
