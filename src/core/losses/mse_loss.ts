import { scalar, tensor } from '../create.ts';
import { defineLoss } from '../define.ts';
import { mapElements, mapGradients } from '../families/elementwise.ts';
import { optaxApis } from '../families/optax.ts';
import { checkPair, pairInputs, weightedElements } from '../families/regression.ts';
import { plainReductions, regressionWeight, torchApis, torchPage } from '../families/specs.ts';
import { mseSteps } from '../steps/mse_loss.ts';

export const mseLoss = defineLoss({
  id: 'mse_loss',
  title: 'Mean squared error',
  group: 'regression',
  summary:
    'The squared difference. For regression; on probabilities its gradient vanishes where the model is confidently wrong.',
  formula: String.raw`\ell = (x - y)^2`,
  references: [torchPage('MSELoss')],
  inputs: pairInputs,
  params: [regressionWeight],
  reductions: plainReductions,
  reduction: 'mean',
  apis: [
    ...torchApis('mse_loss', 'MSELoss', ['input', 'target']),
    ...optaxApis('squared_error', ['input', 'target']),
  ],
  example: { inputs: { input: tensor([2.5, 0.1, 2.1, 7.8]), target: tensor([3, -0.5, 2, 7]) } },
  check: ({ inputs, options }) => checkPair('mse_cpu', inputs.input, inputs.target, options.weight),
  forward: ({ inputs: { input, target }, options, dtype }) => {
    const weight = options.weight ?? scalar(1, dtype);
    const losses = mapElements([input, target, weight], dtype, ({ work, store }, x, y, w) => {
      const difference = work(x - y);
      return store(difference * difference) * w;
    });
    return weightedElements(losses, options.weight);
  },
  backward: ({ inputs: { input, target }, options, dtype }, upstream) => {
    const weight = options.weight ?? scalar(1, dtype);
    return mapGradients({ input, target, weight }, dtype, upstream, {
      input: ({ work }, x, y, w) => 2 * work(x - y) * w,
      target: ({ work }, x, y, w) => -2 * work(x - y) * w,
    });
  },
  steps: mseSteps,
});
