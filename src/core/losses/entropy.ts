import { tensor } from '../create.ts';
import { defineLoss } from '../define.ts';
import { checkDistributions, slopeOverClasses, sumOverClasses } from '../families/distributions.ts';
import { learned, plainReductions } from '../families/specs.ts';
import { xlogy } from '../numerics.ts';
import { entropySteps } from '../steps/distribution.ts';

export const entropy = defineLoss({
  id: 'entropy',
  title: 'Entropy of a distribution',
  group: 'distribution',
  summary:
    'The expected surprise of a distribution, in nats: 0 for a certainty, ln C at most, when all classes are equal.',
  formula: String.raw`H(P) = -\sum_c p_c \log p_c`,
  references: [
    {
      title: 'Shannon 1948: A Mathematical Theory of Communication',
      url: 'https://doi.org/10.1002/j.1538-7305.1948.tb01338.x',
    },
    {
      title: 'PyTorch: torch.special.entr',
      url: 'https://pytorch.org/docs/stable/special.html#torch.special.entr',
    },
  ],
  inputs: [
    learned(
      'input',
      'prediction',
      ['probabilities', 'distribution'],
      'probabilities; the classes on the last axis',
    ),
  ],
  params: [],
  reductions: plainReductions,
  reduction: 'mean',
  apis: [],
  example: { inputs: { input: tensor([[0.4, 0.1, 0.25, 0.25]]) } },
  check: ({ inputs: { input } }) => checkDistributions(input, input),
  forward: ({ inputs: { input }, dtype }) =>
    sumOverClasses(input, input, dtype, (_, p) => (p < 0 ? Number.NEGATIVE_INFINITY : -xlogy(p, p))),
  backward: ({ inputs: { input }, dtype }, upstream) => ({
    input: slopeOverClasses(input, input, dtype, upstream, (_, p) => -Math.log(p) - 1),
  }),
  steps: entropySteps,
});
