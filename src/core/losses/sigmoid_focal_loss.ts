import { tensor } from '../create.ts';
import { defineLoss } from '../define.ts';
import { checkLogitTarget } from '../families/binary_check.ts';
import { elementsOf, mapElements, mapGradients } from '../families/elementwise.ts';
import { optaxApis } from '../families/optax.ts';
import { api, focalGamma, learned } from '../families/specs.ts';
import { logSigmoid, sigmoid } from '../numerics.ts';
import type { Round } from '../rounding.ts';
import { sigmoidFocalSteps } from '../steps/focal.ts';

/** α for positives, 1 − α for negatives; a negative α switches the balance off. */
const balance = (alpha: number, y: number, store: Round): number =>
  alpha < 0 ? 1 : store(store(alpha * y) + store(store(1 - alpha) * store(1 - y)));

/** The probability given to what is true: σ for positives, 1 − σ for negatives. */
const truth = (x: number, y: number, store: Round): number => {
  const p = store(sigmoid(x));
  return store(store(p * y) + store(store(1 - p) * store(1 - y)));
};

const crossEntropy = (x: number, y: number, store: Round): number =>
  store(store(store(1 - y) * x) - store(logSigmoid(x)));

/** The derivative of base^γ, 0 where γ is 0 even at base 0. */
const powerSlope = (base: number, gamma: number): number => (gamma === 0 ? 0 : gamma * base ** (gamma - 1));

export const sigmoidFocalLoss = defineLoss({
  id: 'sigmoid_focal_loss',
  title: 'Focal loss (sigmoid)',
  group: 'binary',
  summary:
    'Binary cross-entropy with logits in which easy elements count less, by (1 − p)^γ. The default α = 0.25 gives positives less weight than negatives.',
  formula: String.raw`\ell = -\alpha_t\, (1 - p_t)^{\gamma} \log p_t`,
  references: [
    {
      title: 'Lin et al. 2017: Focal Loss for Dense Object Detection',
      url: 'https://arxiv.org/abs/1708.02002',
    },
    {
      title: 'torchvision: sigmoid_focal_loss',
      url: 'https://pytorch.org/vision/stable/generated/torchvision.ops.sigmoid_focal_loss.html',
    },
  ],
  inputs: [
    learned('inputs', 'prediction', ['logits'], 'logits of any shape: no sigmoid before'),
    learned('targets', 'target', ['multi-hot', 'one-hot'], '0 or 1 as floats, shaped as the inputs'),
  ],
  params: [
    {
      name: 'alpha',
      label: 'α',
      summary: 'the weight of positives, 1 − α that of negatives; a negative α weights neither',
      kind: 'number',
      default: 0.25,
      max: 1,
      slider: [-0.01, 1, 0.01],
    },
    focalGamma,
  ],
  reductions: ['none', 'mean', 'sum'],
  reduction: 'none',
  apis: [
    api('torchvision', 'torchvision.ops.sigmoid_focal_loss', 'function', ['inputs', 'targets']),
    api('torchvision', 'torchvision.ops.focal_loss.sigmoid_focal_loss', 'function', ['inputs', 'targets']),
    ...optaxApis('sigmoid_focal_loss', ['inputs', 'targets'], { alpha: -1 }),
  ],
  example: { inputs: { inputs: tensor([2, -1, 0.5]), targets: tensor([1, 0, 1]) } },
  check: ({ inputs: { inputs, targets } }) => checkLogitTarget(inputs, targets, null, null),
  forward: ({ inputs: { inputs, targets }, options: { alpha, gamma }, dtype }) =>
    elementsOf(
      mapElements([inputs, targets], dtype, ({ store }, x, y) => {
        const modulation = store(store(1 - truth(x, y, store)) ** gamma);
        return balance(alpha, y, store) * store(crossEntropy(x, y, store) * modulation);
      }),
    ),
  backward: ({ inputs: { inputs, targets }, options: { alpha, gamma }, dtype }, upstream) =>
    mapGradients({ inputs, targets }, dtype, upstream, {
      inputs: ({ store }, x, y) => {
        const p = store(sigmoid(x));
        const rest = store(1 - truth(x, y, store));
        const towards = store(rest ** gamma) * store(p - y);
        if (gamma === 0) return balance(alpha, y, store) * towards;
        const easing = powerSlope(rest, gamma) * (2 * y - 1) * p * (1 - p);
        return balance(alpha, y, store) * (towards - easing * crossEntropy(x, y, store));
      },
      targets: ({ store }, x, y) => {
        const p = store(sigmoid(x));
        const rest = store(1 - truth(x, y, store));
        const loss = crossEntropy(x, y, store);
        const focal = -x * rest ** gamma - loss * powerSlope(rest, gamma) * (2 * p - 1);
        const balanced = alpha < 0 ? 0 : (2 * alpha - 1) * loss * rest ** gamma;
        return balance(alpha, y, store) * focal + balanced;
      },
    }),
  steps: sigmoidFocalSteps,
});
