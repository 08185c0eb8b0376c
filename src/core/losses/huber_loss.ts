import { scalar, tensor } from '../create.ts';
import { defineLoss } from '../define.ts';
import { elementsOf, mapElements, mapGradients } from '../families/elementwise.ts';
import { checkCast } from '../families/operator_checks.ts';
import { optaxApis } from '../families/optax.ts';
import { checkPair, pairInputs } from '../families/regression.ts';
import { plainReductions, regressionWeight, torchApis, torchPage } from '../families/specs.ts';
import { huberSteps } from '../steps/huber_loss.ts';

const slope = (difference: number, delta: number): number =>
  Math.abs(difference) <= delta ? difference : delta * Math.sign(difference);

export const huberLoss = defineLoss({
  id: 'huber_loss',
  title: 'Huber',
  group: 'regression',
  summary:
    'Half the squared difference within δ of the target and a straight line beyond: δ times smooth L1 with β = δ.',
  formula: String.raw`\ell = \begin{cases} \frac{1}{2}(x - y)^2 & |x - y| \le \delta \\ \delta \left( |x - y| - \frac{\delta}{2} \right) & \text{otherwise} \end{cases}`,
  references: [
    torchPage('HuberLoss'),
    {
      title: 'Huber 1964: Robust Estimation of a Location Parameter',
      url: 'https://doi.org/10.1214/aoms/1177703732',
    },
  ],
  inputs: pairInputs,
  params: [
    {
      name: 'delta',
      label: 'δ',
      summary: 'the difference at which the parabola becomes a line',
      kind: 'number',
      default: 1,
      min: 0,
      exclusiveMin: true,
      slider: [0.05, 3, 0.05],
      refusal: 'huber_loss does not support non-positive values for delta.',
    },
    {
      ...regressionWeight,
      summary:
        'a weight per element, shaped as the input; the mean still divides by their count (recent PyTorch)',
    },
  ],
  reductions: plainReductions,
  reduction: 'mean',
  apis: [
    ...torchApis('huber_loss', 'HuberLoss', ['input', 'target']),
    ...optaxApis('huber_loss', ['input', 'target']),
  ],
  example: { inputs: { input: tensor([2.5, 0.1, 2.1, 7.8]), target: tensor([3, -0.5, 2, 5]) } },
  check: ({ inputs: { input, target }, options }) =>
    checkPair('huber_cpu', input, target, options.weight) ?? checkCast(input, target, 'input'),
  forward: ({ inputs: { input, target }, options: { delta, weight }, dtype }) =>
    elementsOf(
      mapElements([input, target, weight ?? scalar(1, dtype)], dtype, ({ work, store }, x, y, w) => {
        const distance = Math.abs(work(x - y));
        const loss =
          distance <= delta ? work(0.5 * distance) * distance : delta * work(distance - 0.5 * delta);
        return store(loss) * w;
      }),
    ),
  backward: ({ inputs: { input, target }, options: { delta, weight }, dtype }, upstream) =>
    mapGradients({ input, target, weight: weight ?? scalar(1, dtype) }, dtype, upstream, {
      input: ({ work }, x, y, w) => slope(work(x - y), delta) * w,
      target: ({ work }, x, y, w) => -slope(work(x - y), delta) * w,
    }),
  steps: huberSteps,
});
