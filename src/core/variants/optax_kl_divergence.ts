import { tensor } from '../create.ts';
import { defineVariant } from '../define.ts';
import { slopeOverClasses, sumOverClasses } from '../families/distributions.ts';
import { checkEqualShapes, optaxApis, optaxPage, optaxReductions } from '../families/optax.ts';
import { learned } from '../families/specs.ts';
import { optaxKlSteps } from '../steps/optax_kl_divergence.ts';
import { lastAxisRow } from '../steps/per_sample.ts';

export const optaxKlDivergence = defineVariant({
  id: 'optax.kl_divergence',
  library: 'optax',
  of: { kl_div: {} },
  difference:
    'One number per distribution: summed over the last axis and otherwise unreduced, so that its mean is the divergence. generalized_kl_divergence adds Σ(q − p) for arrays that do not sum to 1.',
  title: 'KL divergence (optax)',
  group: 'distribution',
  summary: 'How far the predicted distribution, given as log-probabilities, is from the target.',
  formula: String.raw`\ell = \sum_c y_c \left( \log y_c - x_c \right)`,
  references: [optaxPage('kl_divergence'), optaxPage('generalized_kl_divergence')],
  inputs: [
    learned(
      'input',
      'prediction',
      ['log-probabilities'],
      'log-probabilities of the prediction, classes last',
    ),
    learned(
      'target',
      'target',
      ['distribution', 'log-probabilities'],
      'probabilities, or log-probabilities with log_target',
    ),
  ],
  params: [
    {
      name: 'log_target',
      label: 'Target is logarithmic',
      summary: 'kl_divergence_with_log_targets',
      kind: 'boolean',
      default: false,
    },
    {
      name: 'generalized',
      label: 'Generalised',
      summary: 'adds Σ(q − p), as generalized_kl_divergence does',
      kind: 'boolean',
      default: false,
    },
  ],
  reductions: optaxReductions,
  reduction: 'none',
  apis: [
    ...optaxApis('kl_divergence', ['input', 'target']),
    ...optaxApis('kl_divergence_with_log_targets', ['input', 'target'], { log_target: true }),
    ...optaxApis('generalized_kl_divergence', ['input', 'target'], { generalized: true }),
    ...optaxApis('convex_kl_divergence', ['input', 'target'], { generalized: true }),
  ],
  example: { inputs: { input: tensor([[0.3, 0.2, 0.5].map(Math.log)]), target: tensor([[0.4, 0.1, 0.5]]) } },
  check: ({ inputs: { input, target } }) => checkEqualShapes(input, target),
  forward: ({ inputs: { input, target }, options: { log_target, generalized }, dtype }) =>
    sumOverClasses(input, target, dtype, ({ store }, x, t) => {
      const p = log_target ? store(Math.exp(t)) : t;
      const logP = log_target ? t : store(t === 0 ? 0 : Math.log(t));
      return store(p * store(logP - x)) + (generalized ? store(store(Math.exp(x)) - p) : 0);
    }),
  backward: ({ inputs: { input, target }, options: { log_target, generalized }, dtype }, upstream) => ({
    input: slopeOverClasses(input, target, dtype, upstream, (_, x, t) => {
      const p = log_target ? Math.exp(t) : t;
      return (generalized ? Math.exp(x) : 0) - p;
    }),
    target: slopeOverClasses(input, target, dtype, upstream, (_, x, t) => {
      const shift = generalized ? 0 : 1;
      if (log_target) return Math.exp(t) * (t - x + shift);
      return Math.log(t) + shift - x;
    }),
  }),
  steps: ({ inputs: { input, target }, options, dtype }, index) =>
    optaxKlSteps(lastAxisRow(input, index), lastAxisRow(target, index), options, dtype),
});
