import { tensor } from '../create.ts';
import { defineLoss } from '../define.ts';
import { elementsOf, mapElements, mapGradients } from '../families/elementwise.ts';
import { optaxApis } from '../families/optax.ts';
import { checkPair, pairInputs } from '../families/regression.ts';
import { plainReductions } from '../families/specs.ts';
import { softplus } from '../numerics.ts';
import { logCoshSteps } from '../steps/log_cosh_loss.ts';

export const logCoshLoss = defineLoss({
  id: 'log_cosh_loss',
  title: 'Log-cosh',
  group: 'regression',
  summary:
    'About half the square of small differences and the absolute value of large ones, smooth everywhere.',
  formula: String.raw`\ell = \log \cosh (x - y)`,
  references: [
    { title: 'Keras: LogCosh', url: 'https://keras.io/api/losses/regression_losses/#logcosh-class' },
  ],
  inputs: pairInputs,
  params: [],
  reductions: plainReductions,
  reduction: 'mean',
  apis: optaxApis('log_cosh', ['input', 'target']),
  example: { inputs: { input: tensor([2.5, 0.1, 2.1, 7.8]), target: tensor([3, -0.5, 2, 5]) } },
  check: ({ inputs: { input, target } }) => checkPair('log_cosh', input, target),
  forward: ({ inputs: { input, target }, dtype }) =>
    elementsOf(
      // log cosh e = e + log(1 + e^{−2e}) − log 2, which cannot overflow.
      mapElements([input, target], dtype, ({ work }, x, y) => {
        const distance = Math.abs(work(x - y));
        return work(distance + work(softplus(-2 * distance))) - Math.LN2;
      }),
    ),
  backward: ({ inputs: { input, target }, dtype }, upstream) =>
    mapGradients({ input, target }, dtype, upstream, {
      input: ({ work }, x, y) => Math.tanh(work(x - y)),
      target: ({ work }, x, y) => -Math.tanh(work(x - y)),
    }),
  steps: logCoshSteps,
});
