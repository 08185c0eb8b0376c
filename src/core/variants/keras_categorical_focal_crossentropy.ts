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
import { holdRow, throughHolding, throughSoftmax } from '../families/keras_rows.ts';
import { focalGamma, learned } from '../families/specs.ts';
import { softmax } from '../numerics.ts';
import type { Precision } from '../rounding.ts';
import { holdingSteps, probabilitiesStep } from '../steps/keras_categorical.ts';
import { latex, listed, vector } from '../steps/latex.ts';
import { step } from '../steps/step.ts';

interface Focal {
  readonly alpha: number;
  readonly gamma: number;
  readonly from_logits: boolean;
}

const probabilities = (row: Float64Array, logits: boolean, { store }: Precision): Float64Array =>
  logits ? softmax(row).map(store) : row;

/** Σ −α (1 − p)^γ t log p over the classes. */
const focal = ({ alpha, gamma, from_logits }: Focal): CategoricalRule => ({
  loss: (row, target, precision) => {
    const { store } = precision;
    const { held } = holdRow(probabilities(row, from_logits, precision), precision);
    const term = (t: number, p: number) =>
      store(store(store((1 - p) ** gamma) * alpha) * store(-t * store(Math.log(p))));
    return target.reduce((sum, t, c) => sum + term(t, held[c] as number), 0);
  },
  gradient: (row, target, precision) => {
    const p = probabilities(row, from_logits, precision);
    const held = holdRow(p, precision);
    const slope = target.map((t, c) => {
      const q = held.held[c] as number;
      const easing = gamma === 0 ? 0 : gamma * (1 - q) ** (gamma - 1) * Math.log(q);
      return alpha * t * (easing - (1 - q) ** gamma / q);
    });
    const ofShares = throughHolding(slope, held, precision);
    return from_logits ? throughSoftmax(ofShares, p, precision) : ofShares;
  },
  steps: (row, target, precision) => {
    const { store } = precision;
    const p = probabilities(row, from_logits, precision);
    const held = holdRow(p, precision);
    const factors = held.held.map((q) => store(store((1 - q) ** gamma) * alpha));
    const terms = target.map((t, c) => {
      const log = store(Math.log(held.held[c] as number));
      return store((factors[c] as number) * store(-t * log));
    });
    return [
      ...(from_logits ? [probabilitiesStep(row, p)] : []),
      ...holdingSteps(p, held),
      step(
        'Focus and balance',
        String.raw`f_c = \alpha (1 - q_c)^{\gamma}`,
        String.raw`${latex(alpha)} \cdot \left(1 - ${vector(held.held)}\right)^{${latex(gamma)}}`,
        [...factors],
      ),
      step(
        'Focused cross-entropy',
        String.raw`\ell = -\sum_c f_c\, y_c \log q_c`,
        listed(Array.from(terms, latex), ' + '),
        store(terms.reduce((a, b) => a + b, 0)),
      ),
    ];
  },
});

export const kerasCategoricalFocalCrossentropy = defineVariant({
  id: 'keras.categorical_focal_crossentropy',
  library: 'keras',
  of: { softmax_focal_loss: { from_logits: true } },
  difference:
    'Expects probabilities unless from_logits is set, divides them by their sum and holds them between 1e-7 and 1 − 1e-7; every class is weighted by α = 0.25 by default, so the loss is a quarter of the focal loss.',
  title: 'Categorical focal cross-entropy (Keras)',
  group: 'classification',
  summary: 'Cross-entropy in which samples that are already right count less, by (1 − p)^γ.',
  formula: String.raw`\ell = -\alpha \sum_c (1 - p_c)^{\gamma}\, y_c \log p_c`,
  references: [kerasPage('probabilistic', 'CategoricalFocalCrossentropy')],
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
      'y_true: one-hot rows; class indices stand for their one-hot rows',
    ),
  ],
  params: [
    {
      name: 'alpha',
      label: 'α',
      summary: 'the weight of every class',
      kind: 'number',
      default: 0.25,
      min: 0,
      slider: [0, 1, 0.01],
    },
    focalGamma,
    fromLogits,
    kerasSmoothing,
  ],
  reductions: kerasReductions,
  reduction: 'mean',
  apis: kerasApis('CategoricalFocalCrossentropy', 'categorical_focal_crossentropy'),
  example: { inputs: { input: tensor([[0.277, 0.299, 0.424]]), target: tensor([[0, 0, 1]]) } },
  check: checkCategorical,
  forward: (call) => categoricalForward(call, focal(call.options)),
  backward: (call, upstream) => categoricalBackward(call, upstream, focal(call.options)),
  steps: (call, index) => categoricalSteps(call, index, focal(call.options)),
});
