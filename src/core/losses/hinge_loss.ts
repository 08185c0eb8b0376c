import { tensor } from '../create.ts';
import { defineLoss } from '../define.ts';
import { elementsOf, mapElements, mapGradients } from '../families/elementwise.ts';
import { optaxApis } from '../families/optax.ts';
import { checkPair } from '../families/regression.ts';
import { fixed, learned, plainReductions } from '../families/specs.ts';
import { hingeSteps } from '../steps/hinge_loss.ts';

export const hingeLoss = defineLoss({
  id: 'hinge_loss',
  title: 'Hinge',
  group: 'margin',
  summary:
    'The loss of support vector machines: scores on the right side by more than the margin of 1 cost nothing.',
  formula: String.raw`\ell = \max(0, 1 - y x)`,
  references: [
    { title: 'Keras: Hinge', url: 'https://keras.io/api/losses/hinge_losses/#hinge-class' },
    { title: 'Cortes and Vapnik 1995: Support-vector networks', url: 'https://doi.org/10.1007/BF00994018' },
  ],
  inputs: [
    learned('input', 'prediction', ['logits'], 'scores of any shape'),
    fixed('target', 'target', ['signs'], '1 or −1, shaped as the input'),
  ],
  params: [],
  reductions: plainReductions,
  reduction: 'mean',
  apis: optaxApis('hinge_loss', ['input', 'target']),
  example: { inputs: { input: tensor([1.8, 0.75, -0.2]), target: tensor([1, -1, 1]) } },
  check: ({ inputs: { input, target } }) => checkPair('hinge', input, target),
  forward: ({ inputs: { input, target }, dtype }) =>
    elementsOf(mapElements([input, target], dtype, ({ store }, x, y) => Math.max(0, 1 - store(y * x)))),
  backward: ({ inputs: { input, target }, dtype }, upstream) =>
    mapGradients({ input, target }, dtype, upstream, {
      input: (_, x, y) => (1 - y * x > 0 ? -y : 0),
    }),
  steps: hingeSteps,
});
