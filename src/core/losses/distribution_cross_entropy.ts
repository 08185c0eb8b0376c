import { tensor } from '../create.ts';
import { defineLoss } from '../define.ts';
import { checkDistributions, slopeOverClasses, sumOverClasses } from '../families/distributions.ts';
import { learned, plainReductions } from '../families/specs.ts';
import { xlogy } from '../numerics.ts';
import { crossEntropyOfDistributionsSteps } from '../steps/distribution.ts';

export const distributionCrossEntropy = defineLoss({
  id: 'distribution_cross_entropy',
  title: 'Cross-entropy of two distributions',
  group: 'distribution',
  summary:
    'H(P, Q) = H(P) + KL(P‖Q): the expected surprise when P happens and Q was believed, in nats. Both are probabilities.',
  formula: String.raw`H(P, Q) = -\sum_c p_c \log q_c`,
  references: [
    {
      title: 'Cover and Thomas: Elements of Information Theory, chapter 2',
      url: 'https://doi.org/10.1002/047174882X',
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
  example: { inputs: { input: tensor([[0.1, 0.2, 0.6, 0.1]]), target: tensor([[0, 0, 1, 0]]) } },
  check: ({ inputs: { input, target } }) => checkDistributions(input, target),
  forward: ({ inputs: { input, target }, dtype }) =>
    sumOverClasses(input, target, dtype, (_, q, p) => -xlogy(p, q)),
  backward: ({ inputs: { input, target }, dtype }, upstream) => ({
    input: slopeOverClasses(input, target, dtype, upstream, (_, q, p) => -p / q),
    target: slopeOverClasses(input, target, dtype, upstream, (_, q) => -Math.log(q)),
  }),
  steps: crossEntropyOfDistributionsSteps,
});
