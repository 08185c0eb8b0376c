import { tensor } from '../create.ts';
import { defineVariant } from '../define.ts';
import { optaxApis, optaxPage, optaxReductions } from '../families/optax.ts';
import { checkRows, type RowRule, rowsBackward, rowsForward, rowsSteps } from '../families/optax_rows.ts';
import { fixed, learned } from '../families/specs.ts';
import { sumStep } from '../steps/keras_categorical.ts';
import { grouped, latex, listed } from '../steps/latex.ts';
import { step } from '../steps/step.ts';

/** Σ −label·log p + ε Σ label·(1 − p). */
const poly = (epsilon: number): RowRule => ({
  loss: (logp, labels, { store }) => {
    const crossEntropy = labels.reduce((sum, t, c) => sum - store(t * (logp[c] as number)), 0);
    const missing = labels.reduce((sum, t, c) => sum + store(t * store(1 - Math.exp(logp[c] as number))), 0);
    return store(crossEntropy) + store(epsilon * store(missing));
  },
  slope: (logp, labels) => labels.map((t, c) => -t * (1 + epsilon * Math.exp(logp[c] as number))),
  steps: (logp, labels, precision) => {
    const { store } = precision;
    const crossEntropy = sumStep(labels, logp, precision);
    const [entropy = Number.NaN] = crossEntropy.value;
    const missing = labels.map((t, c) => store(t * store(1 - Math.exp(logp[c] as number))));
    const lack = store(missing.reduce((a, b) => a + b, 0));
    return [
      crossEntropy,
      step(
        'What the labelled classes lack to 1',
        String.raw`m = \sum_c y_c (1 - p_c)`,
        listed(Array.from(missing, latex), ' + '),
        lack,
      ),
      step(
        'Added with its factor',
        String.raw`\ell \leftarrow \ell + \varepsilon\, m`,
        String.raw`${latex(entropy)} + ${grouped(epsilon)} \cdot ${latex(lack)}`,
        store(entropy + store(epsilon * lack)),
      ),
    ];
  },
});

export const optaxPolyLossCrossEntropy = defineVariant({
  id: 'optax.poly_loss_cross_entropy',
  library: 'optax',
  of: { poly1_cross_entropy: {} },
  difference: 'Unreduced; takes one-hot rows or distributions; classes are on the last axis.',
  title: 'Poly-1 cross-entropy (optax)',
  group: 'classification',
  summary: 'Cross-entropy with ε times what the true class lacks to 1 added.',
  formula: String.raw`\ell = -\sum_c y_c \log p_c + \varepsilon \sum_c y_c (1 - p_c)`,
  references: [optaxPage('poly_loss_cross_entropy')],
  inputs: [
    learned('input', 'prediction', ['logits'], 'logits, classes last'),
    fixed(
      'target',
      'target',
      ['class-indices', 'one-hot', 'distribution'],
      'labels shaped as the logits; integers stand for their one-hot rows',
    ),
  ],
  params: [
    {
      name: 'epsilon',
      label: 'ε',
      summary: 'the factor of the added term',
      kind: 'number',
      default: 2,
      slider: [-1, 6, 0.1],
    },
  ],
  reductions: optaxReductions,
  reduction: 'none',
  apis: [...optaxApis('poly_loss_cross_entropy', ['input', 'target'])],
  example: { inputs: { input: tensor([[3.05, 3.13, 3.48]]), target: tensor([[0, 0, 1]]) } },
  check: checkRows,
  forward: (call) => rowsForward(call, poly(call.options.epsilon)),
  backward: (call, upstream) => rowsBackward(call, upstream, poly(call.options.epsilon)),
  steps: (call, index) => rowsSteps(call, index, poly(call.options.epsilon)),
});
