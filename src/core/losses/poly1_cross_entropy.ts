import { tensor } from '../create.ts';
import { defineLoss } from '../define.ts';
import { checkClassIndices } from '../families/class_targets.ts';
import { likelihoodBackward, likelihoodForward } from '../families/log_likelihood.ts';
import { classInputs, ignoreIndex, plainReductions } from '../families/specs.ts';
import { poly1Steps } from '../steps/likelihood.ts';

export const poly1CrossEntropy = defineLoss({
  id: 'poly1_cross_entropy',
  title: 'Poly-1 cross-entropy',
  group: 'classification',
  summary:
    'Cross-entropy with more (or less) weight on its first-order term: ε times what the true class lacks to 1 is added.',
  formula: String.raw`\ell = -\log p_y + \varepsilon\, (1 - p_y)`,
  references: [
    {
      title:
        'Leng et al. 2022: PolyLoss: A Polynomial Expansion Perspective of Classification Loss Functions',
      url: 'https://arxiv.org/abs/2204.12511',
    },
  ],
  inputs: classInputs,
  params: [
    {
      name: 'epsilon',
      label: 'ε',
      summary: 'the factor of the added term; 0 gives cross-entropy, −1 removes its first-order term',
      kind: 'number',
      default: 2,
      min: -1,
      slider: [-1, 6, 0.1],
    },
    ignoreIndex,
  ],
  reductions: plainReductions,
  reduction: 'mean',
  apis: [],
  example: { inputs: { input: tensor([[3.05, 3.13, 3.48]]), target: tensor([2], 'int64') } },
  check: ({ inputs: { input, target }, options }) =>
    checkClassIndices({ input, target, weight: null, ignoreIndex: options.ignore_index }),
  forward: (call) =>
    likelihoodForward(
      call,
      (logp, _, { store }) => store(call.options.epsilon * store(-Math.expm1(logp))) - logp,
    ),
  backward: (call, upstream) => ({
    input: likelihoodBackward(call, upstream, (logp) => -1 - call.options.epsilon * Math.exp(logp)),
  }),
  steps: poly1Steps,
});
