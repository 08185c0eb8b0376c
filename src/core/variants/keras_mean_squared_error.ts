import { tensor } from '../create.ts';
import { defineVariant } from '../define.ts';
import type { Pointwise } from '../families/elementwise.ts';
import { kerasApis, kerasPage } from '../families/keras.ts';
import { differences, kerasPair, pairBackward, pairForward, pairSteps } from '../families/keras_pairs.ts';

const element: Pointwise = ({ store }, x = 0, y = 0) => {
  const difference = store(y - x);
  return difference * difference;
};

export const kerasMeanSquaredError = defineVariant({
  ...kerasPair,
  id: 'keras.mean_squared_error',
  of: { mse_loss: {} },
  difference:
    'Brings (N) and (N, 1) to one rank instead of broadcasting them to (N, N); a loss per sample is the mean over the last axis.',
  title: 'Mean squared error (Keras)',
  summary: 'The squared difference, averaged over the last axis.',
  formula: String.raw`\ell = \frac{1}{D} \sum_d (x_d - y_d)^2`,
  references: [kerasPage('regression', 'MeanSquaredError')],
  params: [],
  apis: kerasApis('MeanSquaredError', 'mean_squared_error'),
  example: {
    inputs: {
      input: tensor([
        [2.5, 0.1],
        [2.1, 7.8],
      ]),
      target: tensor([
        [3, -0.5],
        [2, 7],
      ]),
    },
  },
  forward: (call) => pairForward(call, element),
  backward: (call, upstream) => pairBackward(call, upstream, ({ store }, x = 0, y = 0) => 2 * store(x - y)),
  steps: (call, index) =>
    pairSteps(call, index, [
      differences,
      { label: 'Squares', formula: String.raw`\ell_d = e_d^2`, value: element },
    ]),
});
