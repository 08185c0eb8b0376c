import { tensor } from '../create.ts';
import { defineVariant } from '../define.ts';
import { kerasApis, kerasPage } from '../families/keras.ts';
import { kerasPair, pairBackward, pairForward } from '../families/keras_pairs.ts';
import { softplus } from '../numerics.ts';

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
  forward: (call) =>
    pairForward(call, ({ store }, x = 0, y = 0) => {
      const difference = store(x - y);
      return store(difference + store(softplus(-2 * difference))) - store(Math.LN2);
    }),
  backward: (call, upstream) =>
    pairBackward(call, upstream, ({ store }, x = 0, y = 0) => Math.tanh(store(x - y))),
});
