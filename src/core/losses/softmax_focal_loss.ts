import { at, tensor } from '../create.ts';
import { defineLoss } from '../define.ts';
import { checkClassIndices } from '../families/class_targets.ts';
import { likelihoodBackward, likelihoodForward } from '../families/log_likelihood.ts';
import { classInputs, classWeight, focalGamma, ignoreIndex, plainReductions } from '../families/specs.ts';
import { softmaxFocalSteps } from '../steps/focal.ts';
import type { Tensor } from '../tensor.ts';

const factorOf = (alpha: Tensor | null, index: number): number => (alpha ? at(alpha.data, index) : 1);

/** The derivative of −(1 − p)^γ log p with respect to log p. */
function slope(logp: number, gamma: number): number {
  const rest = -Math.expm1(logp);
  const easing = gamma === 0 || rest === 0 ? 0 : gamma * Math.exp(logp) * rest ** (gamma - 1) * logp;
  return easing - rest ** gamma;
}

export const softmaxFocalLoss = defineLoss({
  id: 'softmax_focal_loss',
  title: 'Focal loss (softmax)',
  group: 'classification',
  summary:
    'Cross-entropy in which samples that are already right count less, by (1 − p)^γ. The mean is over the samples that are not ignored.',
  formula: String.raw`\ell = -\alpha_y\, (1 - p_y)^{\gamma} \log p_y`,
  references: [
    {
      title: 'Lin et al. 2017: Focal Loss for Dense Object Detection',
      url: 'https://arxiv.org/abs/1708.02002',
    },
  ],
  inputs: classInputs,
  params: [
    focalGamma,
    { ...classWeight, name: 'alpha', label: 'α', summary: 'a factor per class, as a tensor of length C' },
    ignoreIndex,
  ],
  reductions: plainReductions,
  reduction: 'mean',
  apis: [],
  example: { inputs: { input: tensor([[3.05, 3.13, 3.48]]), target: tensor([2], 'int64') } },
  check: ({ inputs: { input, target }, options }) =>
    checkClassIndices({ input, target, weight: options.alpha, ignoreIndex: options.ignore_index }),
  forward: (call) =>
    likelihoodForward(call, (logp, index, { store }) => {
      const focus = store(store(-Math.expm1(logp)) ** call.options.gamma);
      return store(focus * -logp) * factorOf(call.options.alpha, index);
    }),
  backward: (call, upstream) => ({
    input: likelihoodBackward(
      call,
      upstream,
      (logp, index) => slope(logp, call.options.gamma) * factorOf(call.options.alpha, index),
    ),
  }),
  steps: softmaxFocalSteps,
});
