import { scalar, tensor } from '../create.ts';
import { defineLoss } from '../define.ts';
import { mapElements, mapGradients } from '../families/elementwise.ts';
import { checkSubtraction } from '../families/operator_checks.ts';
import { checkPair, pairInputs, weightedElements } from '../families/regression.ts';
import { plainReductions, regressionWeight, torchApis, torchPage } from '../families/specs.ts';
import { signOf } from '../numerics.ts';
import { l1Steps } from '../steps/l1_loss.ts';

export const l1Loss = defineLoss({
  id: 'l1_loss',
  title: 'Mean absolute error',
  group: 'regression',
  summary:
    'The absolute difference: less moved by outliers than the square, with a gradient that is always ±1.',
  formula: String.raw`\ell = |x - y|`,
  references: [torchPage('L1Loss')],
  inputs: pairInputs,
  params: [regressionWeight],
  reductions: plainReductions,
  reduction: 'mean',
  apis: torchApis('l1_loss', 'L1Loss', ['input', 'target']),
  example: { inputs: { input: tensor([2.5, 0.1, 2.1, 7.8]), target: tensor([3, -0.5, 2, 7]) } },
  check: ({ inputs, options }) =>
    checkSubtraction(inputs.input, inputs.target, inputs.input.dtype === 'bool' ? 'input' : 'target') ??
    checkPair('abs_cpu', inputs.input, inputs.target, options.weight),
  forward: ({ inputs: { input, target }, options, dtype }) => {
    const weight = options.weight ?? scalar(1, dtype);
    const losses = mapElements(
      [input, target, weight],
      dtype,
      ({ store }, x, y, w) => store(Math.abs(x - y)) * w,
    );
    return weightedElements(losses, options.weight);
  },
  backward: ({ inputs: { input, target }, options, dtype }, upstream) => {
    const weight = options.weight ?? scalar(1, dtype);
    return mapGradients({ input, target, weight }, dtype, upstream, {
      input: (_, x, y, w) => signOf(x - y) * w,
      target: (_, x, y, w) => -signOf(x - y) * w,
    });
  },
  steps: l1Steps,
});
