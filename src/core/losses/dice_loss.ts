import { tensor } from '../create.ts';
import { defineLoss } from '../define.ts';
import {
  checkMasks,
  type OverlapRule,
  overlapBackward,
  overlapForward,
  overlapInputs,
  overlapReductions,
} from '../families/overlap.ts';
import { diceStep } from '../steps/dice_loss.ts';
import { overlapSteps } from '../steps/overlap.ts';

/** 1 − (2·Σpt + s) / (Σp + Σt + s) */
const dice = (smooth: number): OverlapRule => ({
  loss: ({ both, predicted, actual }) => 1 - (2 * both + smooth) / (predicted + actual + smooth),
  slope: ({ both, predicted, actual }) => {
    const total = predicted + actual + smooth;
    const ofSums = (2 * both + smooth) / (total * total);
    return { both: -2 / total, predicted: ofSums, actual: ofSums };
  },
});

export const diceLoss = defineLoss({
  id: 'dice_loss',
  title: 'Dice',
  group: 'segmentation',
  summary:
    'One minus twice the overlap of two masks over their sizes, for each sample: for segmentation where the foreground is small. The mean is over the samples.',
  formula: String.raw`\ell = 1 - \frac{2 \sum_i p_i t_i + s}{\sum_i p_i + \sum_i t_i + s}`,
  references: [
    {
      title:
        'Milletari et al. 2016: V-Net: Fully Convolutional Neural Networks for Volumetric Medical Image Segmentation',
      url: 'https://arxiv.org/abs/1606.04797',
    },
  ],
  inputs: overlapInputs,
  params: [
    {
      name: 'smooth',
      label: 'Smoothing',
      summary: 'added above and below, so that two empty masks agree',
      kind: 'number',
      default: 1,
      min: 0,
      slider: [0, 2, 0.05],
    },
  ],
  reductions: overlapReductions,
  reduction: 'mean',
  apis: [],
  example: { inputs: { input: tensor([[0.9, 0.2, 0.7, 0.1]]), target: tensor([[1, 0, 1, 0]]) } },
  check: checkMasks,
  forward: (call) => overlapForward(call, dice(call.options.smooth)),
  backward: (call, upstream) => overlapBackward(call, upstream, dice(call.options.smooth)),
  steps: (call, index) =>
    overlapSteps(call, index, dice(call.options.smooth), (overlap, loss) => [
      diceStep(overlap, call.options.smooth, call.options.smooth, loss),
    ]),
});
