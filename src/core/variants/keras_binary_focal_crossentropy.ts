import { tensor } from '../create.ts';
import { defineVariant } from '../define.ts';
import type { Pointwise } from '../families/elementwise.ts';
import { checkSameShape, fromLogits, kerasApis, kerasPage, kerasReductions } from '../families/keras.ts';
import { hold, isFree } from '../families/keras_rows.ts';
import { meanPerSample, meanPerSampleGradients } from '../families/per_sample.ts';
import { fixed, focalGamma, learned } from '../families/specs.ts';
import { sigmoid } from '../numerics.ts';
import type { Round } from '../rounding.ts';
import { type Line, perSampleSteps } from '../steps/per_sample.ts';

interface Focal {
  readonly apply_class_balancing: boolean;
  readonly alpha: number;
  readonly gamma: number;
  readonly from_logits: boolean;
}

const balance = ({ apply_class_balancing, alpha }: Focal, y: number, store: Round): number =>
  apply_class_balancing ? store(store(y * alpha) + store(store(1 - y) * (1 - alpha))) : 1;

/** 1 − p_t of the probability as it is, not held. */
const missing = (p: number, y: number, store: Round): number =>
  store(1 - store(store(y * p) + store(store(1 - y) * store(1 - p))));

const crossEntropy = (p: number, y: number, store: Round): number => {
  const q = hold(p, store);
  return -store(store(y * store(Math.log(q))) + store(store(1 - y) * store(Math.log(store(1 - q)))));
};

const loss =
  (focal: Focal): Pointwise =>
  ({ store }, x = 0, y = 0) => {
    const p = focal.from_logits ? store(sigmoid(x)) : x;
    const factor = store(missing(p, y, store) ** focal.gamma);
    return balance(focal, y, store) * store(factor * crossEntropy(p, y, store));
  };

const slope =
  (focal: Focal): Pointwise =>
  ({ store }, x = 0, y = 0) => {
    const p = focal.from_logits ? store(sigmoid(x)) : x;
    const rest = missing(p, y, store);
    const ofCrossEntropy = isFree(p, store) ? (1 - y) / (1 - p) - y / p : 0;
    const easing = focal.gamma === 0 ? 0 : focal.gamma * rest ** (focal.gamma - 1) * (1 - 2 * y);
    const ofP = rest ** focal.gamma * ofCrossEntropy + easing * crossEntropy(p, y, store);
    return balance(focal, y, store) * ofP * (focal.from_logits ? p * (1 - p) : 1);
  };

const lines = (focal: Focal): readonly Line[] => {
  const probability = (x: number, store: Round) => (focal.from_logits ? store(sigmoid(x)) : x);
  return [
    {
      label: focal.from_logits ? 'Probabilities' : 'Probabilities as given',
      formula: focal.from_logits ? String.raw`p_d = \sigma(x_d)` : 'p_d = x_d',
      value: ({ store }, x = 0) => probability(x, store),
    },
    {
      label: 'What the probability of the truth lacks to 1',
      formula: String.raw`1 - p_t = 1 - \left[ y_d p_d + (1 - y_d)(1 - p_d) \right]`,
      value: ({ store }, x = 0, y = 0) => missing(probability(x, store), y, store),
    },
    {
      label: 'Binary cross-entropy of each element',
      formula: String.raw`c_d = -\left[ y_d \log p_d + (1 - y_d) \log (1 - p_d) \right]`,
      value: ({ store }, x = 0, y = 0) => crossEntropy(probability(x, store), y, store),
    },
    {
      label: focal.apply_class_balancing ? 'Focused, and balanced by α' : 'Focused',
      formula: focal.apply_class_balancing
        ? String.raw`\ell_d = \alpha_t (1 - p_t)^{\gamma} c_d`
        : String.raw`\ell_d = (1 - p_t)^{\gamma} c_d`,
      value: loss(focal),
    },
  ];
};

export const kerasBinaryFocalCrossentropy = defineVariant({
  id: 'keras.binary_focal_crossentropy',
  library: 'keras',
  of: { sigmoid_focal_loss: { from_logits: true } },
  difference:
    'Expects probabilities unless from_logits is set and holds them between 1e-7 and 1 − 1e-7. α balances only with apply_class_balancing, where torchvision balances by default.',
  title: 'Binary focal cross-entropy (Keras)',
  group: 'binary',
  summary: 'Binary cross-entropy in which easy elements count less, by (1 − p)^γ.',
  formula: String.raw`\ell = -(1 - p_t)^{\gamma} \log p_t`,
  references: [kerasPage('probabilistic', 'BinaryFocalCrossentropy')],
  inputs: [
    learned(
      'inputs',
      'prediction',
      ['probabilities', 'logits'],
      'y_pred: probabilities, or logits with from_logits',
    ),
    fixed('targets', 'target', ['multi-hot', 'one-hot'], 'y_true: 0 or 1, shaped as y_pred'),
  ],
  params: [
    {
      name: 'apply_class_balancing',
      label: 'Class balancing',
      summary: 'whether α weights positives and 1 − α negatives',
      kind: 'boolean',
      default: false,
    },
    {
      name: 'alpha',
      label: 'α',
      summary: 'the weight of positives, when balancing',
      kind: 'number',
      default: 0.25,
      min: 0,
      max: 1,
      slider: [0, 1, 0.01],
    },
    focalGamma,
    fromLogits,
  ],
  reductions: kerasReductions,
  reduction: 'mean',
  apis: kerasApis('BinaryFocalCrossentropy', 'binary_focal_crossentropy', ['targets', 'inputs']),
  example: { inputs: { inputs: tensor([[0.277, 0.299, 0.424]]), targets: tensor([[0, 0, 1]]) } },
  check: ({ inputs: { inputs, targets } }) => checkSameShape(inputs, targets),
  forward: ({ inputs: { inputs, targets }, options, dtype }) =>
    meanPerSample([inputs, targets], dtype, loss(options)),
  backward: ({ inputs: { inputs, targets }, options, dtype }, upstream) =>
    meanPerSampleGradients({ inputs, targets }, dtype, upstream, { inputs: slope(options) }),
  steps: ({ inputs: { inputs, targets }, options, dtype }, index) =>
    perSampleSteps([inputs, targets], dtype, index, lines(options)),
});
