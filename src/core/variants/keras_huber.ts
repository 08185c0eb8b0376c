import { tensor } from '../create.ts';
import { defineVariant } from '../define.ts';
import type { Pointwise } from '../families/elementwise.ts';
import { kerasApis, kerasPage } from '../families/keras.ts';
import { differences, kerasPair, pairBackward, pairForward, pairSteps } from '../families/keras_pairs.ts';

const element =
  (delta: number): Pointwise =>
  ({ store }, x = 0, y = 0) => {
    const distance = Math.abs(store(x - y));
    return distance <= delta
      ? 0.5 * store(distance * distance)
      : store(delta * distance) - 0.5 * delta * delta;
  };

export const kerasHuber = defineVariant({
  ...kerasPair,
  id: 'keras.huber',
  of: { huber_loss: {} },
  difference:
    'Brings (N) and (N, 1) to one rank instead of broadcasting them to (N, N); a loss per sample is the mean over the last axis.',
  title: 'Huber (Keras)',
  summary:
    'Half the squared difference within δ of the target and a straight line beyond, averaged over the last axis.',
  formula: String.raw`\ell = \frac{1}{D} \sum_d \begin{cases} \frac{1}{2} e_d^2 & |e_d| \le \delta \\ \delta |e_d| - \frac{1}{2} \delta^2 & \text{otherwise} \end{cases}`,
  references: [kerasPage('regression', 'Huber')],
  params: [
    {
      name: 'delta',
      label: 'δ',
      summary: 'the difference at which the parabola becomes a line',
      kind: 'number',
      default: 1,
      min: 0,
      slider: [0.05, 3, 0.05],
    },
  ],
  apis: kerasApis('Huber', 'huber'),
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
  forward: (call) => pairForward(call, element(call.options.delta)),
  backward: (call, upstream) =>
    pairBackward(call, upstream, ({ store }, x = 0, y = 0) => {
      const { delta } = call.options;
      const difference = store(x - y);
      return Math.abs(difference) <= delta ? difference : delta * Math.sign(difference);
    }),
  steps: (call, index) =>
    pairSteps(call, index, [
      differences,
      {
        label: 'Parabola within δ, line beyond',
        formula: String.raw`\ell_d = \tfrac{1}{2} e_d^2 \;\text{ or }\; \delta |e_d| - \tfrac{1}{2} \delta^2`,
        value: element(call.options.delta),
      },
    ]),
});
