import { tensor } from '../create.ts';
import { defineLoss } from '../define.ts';
import { checkDistributions, slopeOverClasses, sumOverClasses } from '../families/distributions.ts';
import { learned, plainReductions } from '../families/specs.ts';
import { xlogy } from '../numerics.ts';
import { divergenceSteps } from '../steps/distribution.ts';

export const distributionKlDiv = defineLoss({
  id: 'distribution_kl_div',
  title: 'KL divergence of two distributions',
  group: 'distribution',
  summary:
    'KL(P‖Q) = H(P, Q) − H(P): the surprise that is due to believing Q while P happens, in nats. Both are probabilities; infinite where Q excludes what P allows.',
  formula: String.raw`\mathrm{KL}(P \Vert Q) = \sum_c p_c \log \frac{p_c}{q_c}`,
  references: [
    {
      title: 'Kullback and Leibler 1951: On Information and Sufficiency',
      url: 'https://doi.org/10.1214/aoms/1177729694',
    },
  ],
  inputs: [
    learned(
      'input',
      'prediction',
      ['probabilities', 'distribution'],
      'the believed distribution Q; classes on the last axis',
    ),
    learned('target', 'target', ['distribution', 'one-hot'], 'the true distribution P, shaped as the input'),
  ],
  params: [],
  reductions: plainReductions,
  reduction: 'mean',
  apis: [],
  example: { inputs: { input: tensor([[0.3, 0.2, 0.2, 0.3]]), target: tensor([[0.4, 0.1, 0.25, 0.25]]) } },
  check: ({ inputs: { input, target } }) => checkDistributions(input, target),
  forward: ({ inputs: { input, target }, dtype }) =>
    sumOverClasses(input, target, dtype, ({ work }, q, p) => work(xlogy(p, p)) - work(xlogy(p, q))),
  backward: ({ inputs: { input, target }, dtype }, upstream) => ({
    input: slopeOverClasses(input, target, dtype, upstream, (_, q, p) => -p / q),
    target: slopeOverClasses(input, target, dtype, upstream, (_, q, p) => Math.log(p) + 1 - Math.log(q)),
  }),
  steps: divergenceSteps,
});
