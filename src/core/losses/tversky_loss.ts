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
import { overlapSteps } from '../steps/overlap.ts';
import { tverskySteps } from '../steps/tversky_loss.ts';

interface Balance {
  readonly alpha: number;
  readonly beta: number;
  readonly smooth: number;
}

/** 1 − (TP + s) / (TP + α·FP + β·FN + s), with TP = Σpt, FP = Σp − TP, FN = Σt − TP. */
const tversky = ({ alpha, beta, smooth }: Balance): OverlapRule => ({
  loss: ({ both, predicted, actual }) =>
    1 - (both + smooth) / (both + alpha * (predicted - both) + beta * (actual - both) + smooth),
  slope: ({ both, predicted, actual }) => {
    const total = both + alpha * (predicted - both) + beta * (actual - both) + smooth;
    const ofTotal = (both + smooth) / (total * total);
    return {
      both: -1 / total + ofTotal * (1 - alpha - beta),
      predicted: ofTotal * alpha,
      actual: ofTotal * beta,
    };
  },
});

export const tverskyLoss = defineLoss({
  id: 'tversky_loss',
  title: 'Tversky',
  group: 'segmentation',
  summary:
    'Dice with separate prices: α for false positives, β for false negatives. α = β = ½ is the Dice loss (with twice the smoothing).',
  formula: String.raw`\ell = 1 - \frac{TP + s}{TP + \alpha\, FP + \beta\, FN + s}`,
  references: [
    {
      title:
        'Salehi et al. 2017: Tversky loss function for image segmentation using 3D fully convolutional deep networks',
      url: 'https://arxiv.org/abs/1706.05721',
    },
  ],
  inputs: overlapInputs,
  params: [
    {
      name: 'alpha',
      label: 'α',
      summary: 'the price of false positives',
      kind: 'number',
      default: 0.5,
      min: 0,
      slider: [0, 1, 0.05],
    },
    {
      name: 'beta',
      label: 'β',
      summary: 'the price of false negatives',
      kind: 'number',
      default: 0.5,
      min: 0,
      slider: [0, 1, 0.05],
    },
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
  forward: (call) => overlapForward(call, tversky(call.options)),
  backward: (call, upstream) => overlapBackward(call, upstream, tversky(call.options)),
  steps: (call, index) =>
    overlapSteps(call, index, tversky(call.options), (overlap, loss) => {
      const { alpha, beta, smooth } = call.options;
      const prices = { falsePositive: alpha, falseNegative: beta, above: smooth, below: smooth };
      return tverskySteps(overlap, prices, loss);
    }),
});
