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
import { diceStep } from '../steps/dice_loss.ts';
import { overlapSteps } from '../steps/overlap.ts';

/** 1 − 2·Σpt / (Σp + Σt + ε) */
const dice: OverlapRule = {
  loss: ({ both, predicted, actual }) => 1 - (2 * both) / (predicted + actual + EPSILON),
  slope: ({ both, predicted, actual }) => {
    const total = predicted + actual + EPSILON;
    return { both: -2 / total, predicted: (2 * both) / total ** 2, actual: (2 * both) / total ** 2 };
  },
};

export const kerasDice = defineVariant({
  id: 'keras.dice',
  library: 'keras',
  of: { dice_loss: { smooth: 1e-7 } },
  difference:
    'Sums over the whole batch, so that there is one loss and no mean; 1e-7 is added below the line only, so two empty masks cost 1.',
  title: 'Dice (Keras)',
  group: 'segmentation',
  summary: 'One minus twice the overlap of two masks over their sizes.',
  formula: String.raw`\ell = 1 - \frac{2 \sum_i p_i t_i}{\sum_i p_i + \sum_i t_i + 10^{-7}}`,
  references: [kerasPage('segmentation', 'Dice')],
  inputs: overlapInputs,
  params: [],
  reductions: ['mean', 'sum', 'none'],
  reduction: 'mean',
  apis: kerasApis('Dice', 'dice'),
  example: { inputs: { input: tensor([[0.9, 0.2, 0.7, 0.1]]), target: tensor([[1, 0, 1, 0]]) } },
  check: checkMasks,
  forward: (call) => overlapForward(wholeBatch(call), dice),
  backward: (call, upstream) => overlapBackward(call, upstream, dice, true),
  steps: (call, index) =>
    overlapSteps(wholeBatch(call), index, dice, (overlap, loss) => [diceStep(overlap, 0, EPSILON, loss)]),
});
