import { tensor } from '../create.ts';
import { defineVariant } from '../define.ts';
import { slopeOverClasses, sumOverClasses } from '../families/distributions.ts';
import { checkSameShape, EPSILON, kerasApis, kerasPage, kerasReductions } from '../families/keras.ts';
import { fixed, learned } from '../families/specs.ts';
import { precisionOf, type Round } from '../rounding.ts';
import { klSteps } from '../steps/keras_kl_divergence.ts';
import { lastAxisRow } from '../steps/per_sample.ts';
import type { Tensor } from '../tensor.ts';

const held = (p: number, store: Round): number => Math.min(Math.max(p, store(EPSILON)), 1);

/** How much of the gradient passes: none where the probability is held, half where it is exactly at the bound, as in JAX. */
const passes = (p: number, store: Round): number => {
  if (p <= store(EPSILON) || p > 1) return 0;
  return p === 1 ? 0.5 : 1;
};

export const kerasKlDivergence = defineVariant({
  id: 'keras.kl_divergence',
  library: 'keras',
  of: { distribution_kl_div: {} },
  difference:
    'Takes two distributions, the true one first, where kl_div of PyTorch takes the logarithm of the prediction first; both are held between 1e-7 and 1.',
  title: 'KL divergence (Keras)',
  group: 'distribution',
  summary: 'How far the predicted distribution is from the true one, in nats.',
  formula: String.raw`\ell = \sum_c y_c \log \frac{y_c}{x_c}, \quad x, y \in [10^{-7}, 1]`,
  references: [kerasPage('probabilistic', 'KLDivergence')],
  inputs: [
    learned(
      'input',
      'prediction',
      ['probabilities', 'distribution'],
      'y_pred: the believed distribution, classes last',
    ),
    fixed('target', 'target', ['distribution', 'one-hot'], 'y_true: the true distribution'),
  ],
  params: [],
  reductions: kerasReductions,
  reduction: 'mean',
  apis: kerasApis('KLDivergence', 'kl_divergence'),
  example: { inputs: { input: tensor([[0.3, 0.2, 0.2, 0.3]]), target: tensor([[0.4, 0.1, 0.25, 0.25]]) } },
  check: ({ inputs: { input, target } }) => checkSameShape(input, target),
  forward: ({ inputs: { input, target }, dtype }) => ({
    ...sumOverClasses(input, target, dtype, ({ store }, q, p) => {
      const [x, y] = [held(q, store), held(p, store)];
      return y * store(Math.log(store(y / x)));
    }),
    emptyMean: 0,
  }),
  backward: ({ inputs: { input, target }, dtype }, upstream) => ({
    input: slopeOverClasses(
      input,
      target,
      dtype,
      upstream,
      ({ store }, q, p) => (-passes(q, store) * held(p, store)) / held(q, store),
    ),
  }),
  steps: ({ inputs: { input, target }, dtype }, index) => {
    const { store } = precisionOf(dtype);
    const row = (of: Tensor) => lastAxisRow(of, index).map((p) => held(p, store));
    return klSteps(row(input), row(target), dtype);
  },
});
