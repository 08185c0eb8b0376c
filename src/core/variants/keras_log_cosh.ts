import { tensor } from '../create.ts';
import { defineVariant } from '../define.ts';
import type { Pointwise } from '../families/elementwise.ts';
import { kerasApis, kerasPage } from '../families/keras.ts';
import { differences, kerasPair, pairBackward, pairForward, pairSteps } from '../families/keras_pairs.ts';
import { softplus } from '../numerics.ts';

const element: Pointwise = ({ store }, x = 0, y = 0) => {
  const difference = store(x - y);
  return store(difference + store(softplus(-2 * difference))) - store(Math.LN2);
};

export const kerasLogCosh = defineVariant({
  ...kerasPair,
  id: 'keras.log_cosh',
  of: { log_cosh_loss: {} },
  difference: 'A loss per sample is the mean over the last axis.',
  title: 'Log-cosh (Keras)',
  summary:
    'About half the square of small differences and the absolute value of large ones, averaged over the last axis.',
  formula: String.raw`\ell = \frac{1}{D} \sum_d \log \cosh (x_d - y_d)`,
  references: [kerasPage('regression', 'LogCosh')],
  params: [],
  apis: kerasApis('LogCosh', 'log_cosh'),
  example: {
    inputs: {
      input: tensor([
        [2.5, 0.1],
        [2.1, 7.8],
      ]),
      target: tensor([
        [3, -0.5],
        [2, 5],
      ]),
    },
  },
  forward: (call) => pairForward(call, element),
  backward: (call, upstream) =>
    pairBackward(call, upstream, ({ store }, x = 0, y = 0) => Math.tanh(store(x - y))),
  steps: (call, index) =>
    pairSteps(call, index, [
      differences,
      {
        label: 'Logarithms of the hyperbolic cosine',
        formula: String.raw`\ell_d = \log \cosh e_d`,
        value: element,
      },
    ]),
});
