import { tensor } from '../create.ts';
import { defineVariant } from '../define.ts';
import { elementsOf, mapElements, mapGradients } from '../families/elementwise.ts';
import { checkEqualShapes, optaxApis, optaxPage, optaxReductions } from '../families/optax.ts';
import { pairInputs } from '../families/regression.ts';
import { precisionOf } from '../rounding.ts';
import { differenceStep } from '../steps/difference.ts';
import { grouped } from '../steps/latex.ts';
import { numbersAt, step } from '../steps/step.ts';

export const optaxL2Loss = defineVariant({
  id: 'optax.l2_loss',
  library: 'optax',
  of: { mse_loss: {} },
  difference:
    'Half the squared error, unreduced; shapes must be equal, nothing broadcasts. optax.squared_error is without the half.',
  title: 'L2 (optax)',
  group: 'regression',
  summary: 'Half the squared difference.',
  formula: String.raw`\ell = \tfrac{1}{2} (x - y)^2`,
  references: [optaxPage('l2_loss')],
  inputs: pairInputs,
  params: [],
  reductions: optaxReductions,
  reduction: 'none',
  apis: optaxApis('l2_loss', ['input', 'target']),
  example: { inputs: { input: tensor([2.5, 0.1, 2.1, 7.8]), target: tensor([3, -0.5, 2, 7]) } },
  check: ({ inputs: { input, target } }) => checkEqualShapes(input, target),
  forward: ({ inputs: { input, target }, dtype }) =>
    elementsOf(
      mapElements([input, target], dtype, ({ store }, x, y) => {
        const difference = store(x - y);
        return 0.5 * store(difference * difference);
      }),
    ),
  backward: ({ inputs: { input, target }, dtype }, upstream) =>
    mapGradients({ input, target }, dtype, upstream, {
      input: ({ store }, x, y) => store(x - y),
      target: ({ store }, x, y) => -store(x - y),
    }),
  steps: ({ inputs: { input, target }, dtype }, index) => {
    const { store } = precisionOf(dtype);
    const [x, y] = numbersAt([input, target], index);
    const difference = store(x - y);
    const half = store(0.5 * store(difference * difference));
    return [
      differenceStep(x, y, difference),
      step(
        'Half its square',
        String.raw`\ell = \tfrac{1}{2} e^2`,
        String.raw`\tfrac{1}{2} \cdot ${grouped(difference)}^2`,
        half,
      ),
    ];
  },
});
