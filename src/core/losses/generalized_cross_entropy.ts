import { tensor } from '../create.ts';
import { defineLoss } from '../define.ts';
import { checkClassIndices } from '../families/class_targets.ts';
import { likelihoodBackward, likelihoodForward } from '../families/log_likelihood.ts';
import { classInputs, ignoreIndex, plainReductions } from '../families/specs.ts';
import { generalizedSteps } from '../steps/likelihood.ts';

export const generalizedCrossEntropy = defineLoss({
  id: 'generalized_cross_entropy',
  title: 'Generalised cross-entropy',
  group: 'classification',
  summary:
    'Between cross-entropy (q → 0) and absolute error (q = 1): wrong labels pull less, since the loss of one sample is at most 1/q.',
  formula: String.raw`\ell = \frac{1 - p_y^{\,q}}{q}`,
  references: [
    {
      title:
        'Zhang and Sabuncu 2018: Generalized Cross Entropy Loss for Training Deep Neural Networks with Noisy Labels',
      url: 'https://arxiv.org/abs/1805.07836',
    },
  ],
  inputs: classInputs,
  params: [
    {
      name: 'q',
      label: 'q',
      summary: 'between 0 (cross-entropy) and 1 (absolute error)',
      kind: 'number',
      default: 0.7,
      min: 0,
      max: 1,
      exclusiveMin: true,
      slider: [0.01, 1, 0.01],
    },
    ignoreIndex,
  ],
  reductions: plainReductions,
  reduction: 'mean',
  apis: [],
  example: { inputs: { input: tensor([[3.05, 3.13, 3.48]]), target: tensor([2], 'int64') } },
  check: ({ inputs: { input, target }, options }) =>
    checkClassIndices({ input, target, weight: null, ignoreIndex: options.ignore_index }),
  // 1 − p^q = −expm1(q log p) keeps its digits where p is nearly 1.
  forward: (call) =>
    likelihoodForward(
      call,
      (logp, _, { store }) => store(-Math.expm1(call.options.q * logp)) / call.options.q,
    ),
  backward: (call, upstream) => ({
    input: likelihoodBackward(call, upstream, (logp) => -Math.exp(call.options.q * logp)),
  }),
  steps: generalizedSteps,
});
