import { at, scalar, tensor } from '../create.ts';
import { defineLoss } from '../define.ts';
import {
  checkBroadcast,
  checkFloating,
  elementsOf,
  mapElements,
  mapGradients,
} from '../families/elementwise.ts';
import { learned, plainReductions, torchApis, torchPage } from '../families/specs.ts';
import { sameShape } from '../shape.ts';
import type { Tensor } from '../tensor.ts';

const weightOf = (weight: Tensor | null, like: Tensor) => weight ?? scalar(1, like.dtype);

export const mseLoss = defineLoss({
  id: 'mse_loss',
  title: 'Mean squared error',
  group: 'regression',
  summary:
    'The squared difference. For regression; on probabilities its gradient vanishes where the model is confidently wrong.',
  formula: String.raw`\ell = (x - y)^2`,
  references: [torchPage('MSELoss')],
  inputs: [
    learned('input', 'prediction', ['reals', 'probabilities'], 'predictions of any shape'),
    learned(
      'target',
      'target',
      ['reals', 'one-hot', 'probabilities'],
      'true values, shaped as the predictions',
    ),
  ],
  params: [
    {
      name: 'weight',
      label: 'Element weights',
      summary: 'a weight per element; the mean divides by their sum (PyTorch 2.7 and later)',
      kind: 'tensor',
      default: null,
      shape: 'broadcast',
    },
  ],
  reductions: plainReductions,
  reduction: 'mean',
  apis: torchApis('mse_loss', 'MSELoss', ['input', 'target']),
  example: { inputs: { input: tensor([2.5, 0.1, 2.1, 7.8]), target: tensor([3, -0.5, 2, 7]) } },
  check: ({ inputs, options }) => {
    if (options.weight && !sameShape(options.weight.shape, inputs.input.shape))
      return {
        message: 'Weights and input must have the same size.',
        cure: 'Give one weight per element of the input.',
        at: 'weight',
      };
    return (
      checkFloating('mse_cpu', inputs.input, inputs.target, 'input') ??
      checkBroadcast(inputs.input, inputs.target, 'target')
    );
  },
  forward: ({ inputs, options, dtype }) => {
    const weight = weightOf(options.weight, inputs.input);
    const losses = mapElements([inputs.input, inputs.target, weight], dtype, ({ work }, x, y, w) => {
      const difference = work(x - y);
      return work(difference * difference) * w;
    });
    return options.weight ? { losses, divisor: total(weight) } : elementsOf(losses);
  },
  backward: ({ inputs, options, dtype }, upstream) => {
    const weight = weightOf(options.weight, inputs.input);
    return mapGradients({ input: inputs.input, target: inputs.target, weight }, dtype, upstream, {
      input: ({ work }, x, y, w) => 2 * work(x - y) * w,
      target: ({ work }, x, y, w) => -2 * work(x - y) * w,
    });
  },
});

function total(weight: Tensor): number {
  let sum = 0;
  for (let i = 0; i < weight.data.length; i++) sum += at(weight.data, i);
  return sum;
}
