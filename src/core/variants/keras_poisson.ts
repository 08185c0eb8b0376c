import { tensor } from '../create.ts';
import { defineVariant } from '../define.ts';
import type { Pointwise } from '../families/elementwise.ts';
import { EPSILON, kerasApis, kerasPage } from '../families/keras.ts';
import { kerasPair, pairBackward, pairForward, pairSteps } from '../families/keras_pairs.ts';

const element: Pointwise = ({ store }, x = 0, y = 0) =>
  x - store(y * store(Math.log(store(x + store(EPSILON)))));

export const kerasPoisson = defineVariant({
  ...kerasPair,
  id: 'keras.poisson',
  of: { poisson_nll_loss: {} },
  difference:
    'Takes the rate, where PyTorch takes its logarithm by default; 1e-7 is added inside the logarithm, PyTorch adds 1e-8.',
  title: 'Poisson (Keras)',
  summary: 'For counts: the predicted rate minus the count times its logarithm, averaged over the last axis.',
  formula: String.raw`\ell = \frac{1}{D} \sum_d x_d - y_d \log (x_d + 10^{-7})`,
  references: [kerasPage('probabilistic', 'Poisson')],
  params: [],
  apis: kerasApis('Poisson', 'poisson'),
  example: { inputs: { input: tensor([[1.6, 3.3, 0.7]]), target: tensor([[2, 3, 0]]) } },
  forward: (call) => pairForward(call, element),
  backward: (call, upstream) =>
    pairBackward(call, upstream, ({ store }, x = 0, y = 0) => 1 - store(y / store(x + store(EPSILON)))),
  steps: (call, index) =>
    pairSteps(call, index, [
      {
        label: 'Logarithms of the rates',
        formula: String.raw`\log(x_d + 10^{-7})`,
        value: ({ store }, x = 0) => Math.log(store(x + store(EPSILON))),
      },
      {
        label: 'Rates minus counts times their logarithms',
        formula: String.raw`\ell_d = x_d - y_d \log(x_d + 10^{-7})`,
        value: element,
      },
    ]),
});
