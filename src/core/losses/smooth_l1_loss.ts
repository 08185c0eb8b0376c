import { tensor } from '../create.ts';
import { defineLoss } from '../define.ts';
import { elementsOf, mapElements, mapGradients } from '../families/elementwise.ts';
import { checkSubtraction } from '../families/operator_checks.ts';
import { checkPair, pairInputs } from '../families/regression.ts';
import { plainReductions, torchApis, torchPage } from '../families/specs.ts';
import { signOf } from '../numerics.ts';
import { smoothL1Steps } from '../steps/smooth_l1_loss.ts';

/** The slope of the loss at a difference. β = 0 is the absolute difference. */
const slope = (difference: number, beta: number): number =>
  beta === 0 ? signOf(difference) : Math.abs(difference) < beta ? difference / beta : Math.sign(difference);

export const smoothL1Loss = defineLoss({
  id: 'smooth_l1_loss',
  title: 'Smooth L1',
  group: 'regression',
  summary:
    'A parabola within β of the target and a straight line beyond, so that outliers pull with constant force.',
  formula: String.raw`\ell = \begin{cases} \frac{(x - y)^2}{2 \beta} & |x - y| < \beta \\ |x - y| - \frac{\beta}{2} & \text{otherwise} \end{cases}`,
  references: [
    torchPage('SmoothL1Loss'),
    { title: 'Girshick 2015: Fast R-CNN', url: 'https://arxiv.org/abs/1504.08083' },
  ],
  inputs: pairInputs,
  params: [
    {
      name: 'beta',
      label: 'β',
      summary: 'the difference at which the parabola becomes a line; 0 gives the absolute difference',
      kind: 'number',
      default: 1,
      min: 0,
      slider: [0, 3, 0.05],
      refusal: 'smooth_l1_loss does not support negative values for beta.',
    },
  ],
  reductions: plainReductions,
  reduction: 'mean',
  apis: torchApis('smooth_l1_loss', 'SmoothL1Loss', ['input', 'target']),
  example: { inputs: { input: tensor([2.5, 0.1, 2.1, 7.8]), target: tensor([3, -0.5, 2, 5]) } },
  check: ({ inputs: { input, target }, options }) =>
    (options.beta === 0
      ? checkSubtraction(input, target, input.dtype === 'bool' ? 'input' : 'target')
      : undefined) ?? checkPair('smooth_l1_cpu', input, target),
  forward: ({ inputs: { input, target }, options: { beta }, dtype }) =>
    elementsOf(
      mapElements([input, target], dtype, ({ work }, x, y) => {
        const distance = Math.abs(work(x - y));
        return distance < beta ? work(work(0.5 * distance) * distance) / beta : distance - 0.5 * beta;
      }),
    ),
  backward: ({ inputs: { input, target }, options: { beta }, dtype }, upstream) =>
    mapGradients({ input, target }, dtype, upstream, {
      input: ({ work }, x, y) => slope(work(x - y), beta),
      target: ({ work }, x, y) => -slope(work(x - y), beta),
    }),
  steps: smoothL1Steps,
});
