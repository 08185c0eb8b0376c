import { tensor } from '../create.ts';
import { defineVariant } from '../define.ts';
import type { Pointwise } from '../families/elementwise.ts';
import { kerasApis, kerasPage } from '../families/keras.ts';
import { differences, kerasPair, pairBackward, pairForward, pairSteps } from '../families/keras_pairs.ts';

const element: Pointwise = (_, x = 0, y = 0) => Math.abs(y - x);

export const kerasMeanAbsoluteError = defineVariant({
  ...kerasPair,
  id: 'keras.mean_absolute_error',
  of: { l1_loss: {} },
  difference:
    'Brings (N) and (N, 1) to one rank instead of broadcasting them to (N, N); a loss per sample is the mean over the last axis.',
  title: 'Mean absolute error (Keras)',
  summary: 'The absolute difference, averaged over the last axis.',
  formula: String.raw`\ell = \frac{1}{D} \sum_d |x_d - y_d|`,
  references: [kerasPage('regression', 'MeanAbsoluteError')],
  params: [],
  apis: kerasApis('MeanAbsoluteError', 'mean_absolute_error'),
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
  backward: (call, upstream) => pairBackward(call, upstream, (_, x = 0, y = 0) => Math.sign(x - y)),
  steps: (call, index) =>
    pairSteps(call, index, [
      differences,
      { label: 'Absolute values', formula: String.raw`\ell_d = |e_d|`, value: element },
    ]),
});
