import { tensor } from '../create.ts';
import { defineVariant } from '../define.ts';
import type { Pointwise } from '../families/elementwise.ts';
import {
  checkSameShape,
  fromLogits,
  kerasApis,
  kerasPage,
  kerasReductions,
  kerasSmoothing,
} from '../families/keras.ts';
import { hold, isFree } from '../families/keras_rows.ts';
import { meanPerSample, meanPerSampleGradients } from '../families/per_sample.ts';
import { learned } from '../families/specs.ts';
import { logSigmoid, sigmoid } from '../numerics.ts';
import type { Round } from '../rounding.ts';
import { type Line, perSampleSteps } from '../steps/per_sample.ts';

/** y(1 − ε) + ε/2 */
const smoothed = (y: number, smoothing: number, store: Round): number =>
  smoothing === 0 ? y : store(store(y * store(1 - smoothing)) + store(0.5 * smoothing));

const fromScores =
  (smoothing: number): Pointwise =>
  ({ store }, x = 0, y = 0) => {
    const t = smoothed(y, smoothing, store);
    return store(-t * store(logSigmoid(x))) - store(store(1 - t) * store(logSigmoid(-x)));
  };

const fromProbabilities =
  (smoothing: number): Pointwise =>
  ({ store }, x = 0, y = 0) => {
    const t = smoothed(y, smoothing, store);
    const p = hold(x, store);
    return -store(store(t * store(Math.log(p))) + store(store(1 - t) * store(Math.log(store(1 - p)))));
  };

const slope =
  (smoothing: number, logits: boolean): Pointwise =>
  ({ store }, x = 0, y = 0) => {
    const t = smoothed(y, smoothing, store);
    if (logits) return store(sigmoid(x)) - t;
    return isFree(x, store) ? store(store(1 - t) / store(1 - x)) - store(t / x) : 0;
  };

const lines = (smoothing: number, logits: boolean): readonly Line[] => {
  const targets: Line = {
    label: 'Smoothed targets',
    formula: String.raw`y_d \leftarrow y_d (1 - \varepsilon) + \tfrac{\varepsilon}{2}`,
    value: ({ store }, _x, y = 0) => smoothed(y, smoothing, store),
  };
  const probability: Line = logits
    ? { label: 'Probabilities', formula: String.raw`p_d = \sigma(x_d)`, value: (_, x = 0) => sigmoid(x) }
    : {
        label: 'Probabilities held between 1e-7 and 1 − 1e-7',
        formula: String.raw`p_d = \mathrm{clip}(x_d, 10^{-7}, 1 - 10^{-7})`,
        value: ({ store }, x = 0) => hold(x, store),
      };
  const last: Line = {
    label: 'Binary cross-entropy of each element',
    formula: String.raw`\ell_d = -\left[ y_d \log p_d + (1 - y_d) \log (1 - p_d) \right]`,
    value: (logits ? fromScores : fromProbabilities)(smoothing),
  };
  return smoothing === 0 ? [probability, last] : [targets, probability, last];
};

export const kerasBinaryCrossentropy = defineVariant({
  id: 'keras.binary_crossentropy',
  library: 'keras',
  of: { binary_cross_entropy: {}, binary_cross_entropy_with_logits: { from_logits: true } },
  difference:
    'One loss for probabilities and logits, by from_logits. Probabilities are held between 1e-7 and 1 − 1e-7 (at most 16.118 where PyTorch allows 100, and no gradient beyond), targets may be smoothed towards ½, and the loss of a sample is the mean over its last axis.',
  title: 'Binary cross-entropy (Keras)',
  group: 'binary',
  summary: 'Cross-entropy of a yes-or-no probability per element.',
  formula: String.raw`\ell = -\left[ y \log p + (1 - y) \log (1 - p) \right], \quad p \in [10^{-7},\, 1 - 10^{-7}]`,
  references: [kerasPage('probabilistic', 'BinaryCrossentropy')],
  inputs: [
    learned(
      'input',
      'prediction',
      ['probabilities', 'logits'],
      'y_pred: probabilities, or logits with from_logits',
    ),
    learned(
      'target',
      'target',
      ['multi-hot', 'one-hot', 'probabilities'],
      'y_true: between 0 and 1, shaped as y_pred',
    ),
  ],
  params: [fromLogits, kerasSmoothing],
  reductions: kerasReductions,
  reduction: 'mean',
  apis: kerasApis('BinaryCrossentropy', 'binary_crossentropy'),
  example: { inputs: { input: tensor([[0.277, 0.299, 0.424]]), target: tensor([[0, 0, 1]]) } },
  check: ({ inputs: { input, target } }) => checkSameShape(input, target),
  forward: ({ inputs: { input, target }, options: { from_logits, label_smoothing }, dtype }) =>
    meanPerSample([input, target], dtype, (from_logits ? fromScores : fromProbabilities)(label_smoothing)),
  backward: ({ inputs: { input, target }, options: { from_logits, label_smoothing }, dtype }, upstream) =>
    meanPerSampleGradients({ input, target }, dtype, upstream, {
      input: slope(label_smoothing, from_logits),
    }),
  steps: ({ inputs: { input, target }, options: { from_logits, label_smoothing }, dtype }, index) =>
    perSampleSteps([input, target], dtype, index, lines(label_smoothing, from_logits)),
});
