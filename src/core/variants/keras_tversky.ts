import { tensor } from '../create.ts';
import { defineVariant } from '../define.ts';
import { EPSILON, kerasApis, kerasPage } from '../families/keras.ts';
import {
  checkMasks,
  type OverlapRule,
  overlapBackward,
  overlapForward,
  overlapInputs,
  wholeBatch,
} from '../families/overlap.ts';
import { overlapSteps } from '../steps/overlap.ts';
import { tverskySteps } from '../steps/tversky_loss.ts';

/** 1 − TP / (TP + α·(Σt − TP) + β·(Σp − TP) + ε) */
const tversky = (alpha: number, beta: number): OverlapRule => ({
  loss: ({ both, predicted, actual }) =>
    1 - both / (both + alpha * (actual - both) + beta * (predicted - both) + EPSILON),
  slope: ({ both, predicted, actual }) => {
    const total = both + alpha * (actual - both) + beta * (predicted - both) + EPSILON;
    const ofTotal = both / total ** 2;
    return {
      both: -1 / total + ofTotal * (1 - alpha - beta),
      predicted: ofTotal * beta,
      actual: ofTotal * alpha,
    };
  },
});

export const kerasTversky = defineVariant({
  id: 'keras.tversky',
  library: 'keras',
  of: { tversky_loss: {} },
  difference:
    'Sums over the whole batch; 1e-7 is added below the line only. What its code calls false positives are the targets that were missed, so α prices misses and β false alarms: the reverse of the paper.',
  title: 'Tversky (Keras)',
  group: 'segmentation',
  summary: 'Dice with separate prices for the two kinds of error.',
  formula: String.raw`\ell = 1 - \frac{TP}{TP + \alpha\, FN + \beta\, FP + 10^{-7}}`,
  references: [kerasPage('segmentation', 'Tversky')],
  inputs: overlapInputs,
  params: [
    {
      name: 'alpha',
      label: 'α',
      summary: 'the price of missed targets',
      kind: 'number',
      default: 0.5,
      min: 0,
      slider: [0, 1, 0.05],
    },
    {
      name: 'beta',
      label: 'β',
      summary: 'the price of false alarms',
      kind: 'number',
      default: 0.5,
      min: 0,
      slider: [0, 1, 0.05],
    },
  ],
  reductions: ['mean', 'sum', 'none'],
  reduction: 'mean',
  apis: kerasApis('Tversky', 'tversky'),
  example: { inputs: { input: tensor([[0.9, 0.2, 0.7, 0.1]]), target: tensor([[1, 0, 1, 0]]) } },
  check: checkMasks,
  forward: (call) => overlapForward(wholeBatch(call), tversky(call.options.alpha, call.options.beta)),
  backward: (call, upstream) =>
    overlapBackward(call, upstream, tversky(call.options.alpha, call.options.beta), true),
  steps: (call, index) => {
    const { alpha, beta } = call.options;
    const prices = { falsePositive: beta, falseNegative: alpha, above: 0, below: EPSILON };
    return overlapSteps(wholeBatch(call), index, tversky(alpha, beta), (overlap, loss) =>
      tverskySteps(overlap, prices, loss),
    );
  },
});
