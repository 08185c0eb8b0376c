import { tensor } from '../create.ts';
import { defineLoss } from '../define.ts';
import { checkClassIndices } from '../families/class_targets.ts';
import { likelihoodBackward, likelihoodForward } from '../families/log_likelihood.ts';
import { classInputs, ignoreIndex } from '../families/specs.ts';
import { perplexitySteps } from '../steps/likelihood.ts';

export const perplexity = defineLoss({
  id: 'perplexity',
  title: 'Perplexity',
  group: 'classification',
  summary:
    'e to the mean cross-entropy: between how many equally likely classes the model is choosing. A guess among C classes has perplexity C.',
  formula: String.raw`\mathrm{PPL} = e^{\frac{1}{N} \sum_n -\log p_{y_n}}`,
  references: [
    {
      title: 'Jelinek et al. 1977: Perplexity, a measure of the difficulty of speech recognition tasks',
      url: 'https://doi.org/10.1121/1.2016299',
    },
  ],
  inputs: classInputs,
  params: [ignoreIndex],
  reductions: ['mean', 'none'],
  reduction: 'mean',
  apis: [],
  example: { inputs: { input: tensor([[3.05, 3.13, 3.48]]), target: tensor([2], 'int64') } },
  check: ({ inputs: { input, target }, options }) =>
    checkClassIndices({ input, target, weight: null, ignoreIndex: options.ignore_index }),
  forward: (call) => likelihoodForward(call, (logp) => -logp),
  backward: (call, upstream) => ({ input: likelihoodBackward(call, upstream, () => -1) }),
  finish: { value: Math.exp, slope: Math.exp },
  steps: perplexitySteps,
});
