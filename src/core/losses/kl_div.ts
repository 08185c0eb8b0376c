import { tensor } from '../create.ts';
import { defineLoss } from '../define.ts';
import { isFloating } from '../dtype.ts';
import { checkBroadcast, elementsOf, mapElements, mapGradients } from '../families/elementwise.ts';
import { learned, torchApis, torchPage } from '../families/specs.ts';
import type { LossError } from '../loss.ts';
import { xlogy } from '../numerics.ts';
import { klDivSteps } from '../steps/distribution.ts';
import type { Tensor } from '../tensor.ts';

function checkIntegral(input: Tensor, target: Tensor): LossError | undefined {
  const [at, wrong] = isFloating(input.dtype) ? ['target', target] : ['input', input];
  if (isFloating(wrong.dtype)) return undefined;
  return {
    message: 'kl_div: Integral inputs not supported.',
    cause: `The ${at} is ${wrong.dtype}; log-probabilities and probabilities are real numbers.`,
    cure: `Convert it: ${at}.float().`,
    at,
  };
}

export const klDiv = defineLoss({
  id: 'kl_div',
  title: 'Kullback–Leibler divergence',
  group: 'distribution',
  summary:
    'How far the predicted distribution is from the target. The prediction is given as log-probabilities. Only batchmean gives the divergence; the default mean also divides by the number of classes.',
  formula: String.raw`\ell = y \left( \log y - x \right)`,
  references: [torchPage('KLDivLoss')],
  inputs: [
    learned('input', 'prediction', ['log-probabilities'], 'log-probabilities of the prediction, any shape'),
    learned(
      'target',
      'target',
      ['distribution', 'log-probabilities'],
      'probabilities, or log-probabilities with log_target',
    ),
  ],
  params: [
    {
      name: 'log_target',
      label: 'Target is logarithmic',
      summary: 'whether the target too holds log-probabilities',
      kind: 'boolean',
      default: false,
    },
  ],
  reductions: ['mean', 'batchmean', 'sum', 'none'],
  reduction: 'mean',
  apis: torchApis('kl_div', 'KLDivLoss', ['input', 'target']),
  example: {
    inputs: { input: tensor([[0.3, 0.2, 0.5].map(Math.log)]), target: tensor([[0.4, 0.1, 0.5]]) },
  },
  check: ({ inputs: { input, target } }) =>
    checkIntegral(input, target) ?? checkBroadcast(target, input, 'target'),
  forward: ({ inputs: { input, target }, options, dtype }) =>
    elementsOf(
      mapElements([input, target], dtype, ({ store }, x, y) =>
        options.log_target ? store(Math.exp(y)) * store(y - x) : store(xlogy(y, y)) - store(y * x),
      ),
    ),
  backward: ({ inputs: { input, target }, options, dtype }, upstream) =>
    mapGradients({ input, target }, dtype, upstream, {
      input: (_, _x, y) => -(options.log_target ? Math.exp(y) : y),
      // y/y, the slope of xlogy's second factor, is NaN at 0, as it is in PyTorch.
      target: (_, x, y) =>
        options.log_target ? Math.exp(y) * (y - x + 1) : (y === 0 ? 0 : Math.log(y)) + y / y - x,
    }),
  steps: klDivSteps,
});
