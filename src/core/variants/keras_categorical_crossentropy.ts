import { tensor } from '../create.ts';
import { defineVariant } from '../define.ts';
import { fromLogits, kerasApis, kerasPage, kerasReductions, kerasSmoothing } from '../families/keras.ts';
import {
  type CategoricalRule,
  categoricalBackward,
  categoricalForward,
  categoricalSteps,
  checkCategorical,
} from '../families/keras_categorical.ts';
import { holdRow, throughHolding } from '../families/keras_rows.ts';
import { logSoftmaxBackward, logSoftmaxRow } from '../families/softmax_rows.ts';
import { learned } from '../families/specs.ts';
import { holdingSteps, sumStep } from '../steps/keras_categorical.ts';
import { softmaxSteps } from '../steps/softmax.ts';

const fromScores: CategoricalRule = {
  loss: (row, target, precision) => crossEntropy(logSoftmaxRow(row, precision), target),
  gradient: (row, target, precision) =>
    logSoftmaxBackward(
      target.map((t) => -t),
      logSoftmaxRow(row, precision),
      precision,
    ),
  steps: (row, target, precision) => {
    const { steps, logp } = softmaxSteps(row, precision);
    return [...steps, sumStep(target, logp, precision)];
  },
};

const fromProbabilities: CategoricalRule = {
  loss: (row, target, precision) =>
    crossEntropy(
      holdRow(row, precision).held.map((p) => precision.store(Math.log(p))),
      target,
    ),
  gradient: (row, target, precision) => {
    const held = holdRow(row, precision);
    return throughHolding(
      target.map((t, c) => -t / (held.held[c] as number)),
      held,
      precision,
    );
  },
  steps: (row, target, precision) => {
    const held = holdRow(row, precision);
    const logs = held.held.map((p) => precision.store(Math.log(p)));
    return [...holdingSteps(row, held), sumStep(target, logs, precision)];
  },
};

const crossEntropy = (logp: Float64Array, target: Float64Array): number =>
  target.reduce((sum, t, c) => sum - t * (logp[c] as number), 0);

const rule = (logits: boolean): CategoricalRule => (logits ? fromScores : fromProbabilities);

export const kerasCategoricalCrossentropy = defineVariant({
  id: 'keras.categorical_crossentropy',
  library: 'keras',
  of: { cross_entropy: { from_logits: true } },
  difference:
    'Expects probabilities unless from_logits is set: divides them by their sum and holds them between 1e-7 and 1 − 1e-7, so that a row costs at most 16.118. Classes are on the last axis, no class weights, a mean over nothing is 0.',
  title: 'Categorical cross-entropy (Keras)',
  group: 'classification',
  summary: 'Cross-entropy of one-hot rows; with class indices it is SparseCategoricalCrossentropy.',
  formula: String.raw`\ell = -\sum_c y_c \log \mathrm{clip}\!\left( \frac{p_c}{\sum_j p_j},\, 10^{-7},\, 1 - 10^{-7} \right)`,
  references: [
    kerasPage('probabilistic', 'CategoricalCrossentropy'),
    kerasPage('probabilistic', 'SparseCategoricalCrossentropy'),
  ],
  inputs: [
    learned(
      'input',
      'prediction',
      ['probabilities', 'logits'],
      'y_pred: probabilities, or logits with from_logits; classes last',
    ),
    learned(
      'target',
      'target',
      ['class-indices', 'one-hot', 'distribution'],
      'y_true: one-hot rows, or class indices for the sparse form',
    ),
  ],
  params: [
    fromLogits,
    kerasSmoothing,
    {
      name: 'ignore_class',
      label: 'Ignored class',
      summary:
        'targets with this index add nothing and do not count (sparse form only; Keras has none by default)',
      kind: 'integer',
      default: -1,
      slider: [-1, 10, 1],
    },
  ],
  reductions: kerasReductions,
  reduction: 'mean',
  apis: [
    ...kerasApis('CategoricalCrossentropy', 'categorical_crossentropy'),
    ...kerasApis('SparseCategoricalCrossentropy', 'sparse_categorical_crossentropy'),
  ],
  example: { inputs: { input: tensor([[0.277, 0.299, 0.424]]), target: tensor([[0, 0, 1]]) } },
  check: checkCategorical,
  forward: (call) => categoricalForward(call, rule(call.options.from_logits)),
  backward: (call, upstream) => categoricalBackward(call, upstream, rule(call.options.from_logits)),
  steps: (call, index) => categoricalSteps(call, index, rule(call.options.from_logits)),
});
