import { tensor } from '../create.ts';
import { defineLoss } from '../define.ts';
import {
  checkBroadcast,
  checkFloating,
  elementsOf,
  mapElements,
  mapGradients,
} from '../families/elementwise.ts';
import { learned, plainReductions, torchApis, torchPage } from '../families/specs.ts';
import { poissonSteps } from '../steps/poisson_nll_loss.ts';

/** Stirling's approximation of log y!, which `full` adds for counts above 1. */
const stirling = (y: number): number => (y > 1 ? y * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI * y) : 0);
/** PyTorch masks the values but not what flows back: 0 times the slope at 0, which is infinite, is NaN. */
const stirlingSlope = (y: number): number => (y > 1 ? 1 : 0) * (Math.log(y) + 0.5 / y);

export const poissonNllLoss = defineLoss({
  id: 'poisson_nll_loss',
  title: 'Poisson negative log-likelihood',
  group: 'regression',
  summary:
    'For counts: minus the log-probability of the count under the predicted rate, without the constant log y! unless full is set.',
  formula: String.raw`\ell = e^{x} - y\, x`,
  references: [torchPage('PoissonNLLLoss')],
  inputs: [
    learned(
      'input',
      'prediction',
      ['reals'],
      'the logarithm of the rate (the rate itself with log_input off)',
    ),
    learned('target', 'target', ['reals'], 'counts, shaped as the input'),
  ],
  params: [
    {
      name: 'log_input',
      label: 'Logarithmic input',
      summary: 'whether the input is the logarithm of the rate',
      kind: 'boolean',
      default: true,
    },
    {
      name: 'full',
      label: 'Full likelihood',
      summary: "adds Stirling's approximation of log y! for counts above 1",
      kind: 'boolean',
      default: false,
    },
    {
      name: 'eps',
      label: 'ε',
      summary: 'added to the rate before its logarithm when log_input is off',
      kind: 'number',
      default: 1e-8,
      min: 0,
      slider: [0, 0.01, 1e-4],
    },
  ],
  reductions: plainReductions,
  reduction: 'mean',
  apis: torchApis('poisson_nll_loss', 'PoissonNLLLoss', ['input', 'target']),
  example: { inputs: { input: tensor([0.5, 1.2, -0.3]), target: tensor([2, 3, 0]) } },
  check: ({ inputs: { input, target } }) =>
    checkFloating('exp', input, target, 'input') ?? checkBroadcast(target, input, 'target'),
  forward: ({ inputs: { input, target }, options: { log_input, full, eps }, dtype }) =>
    elementsOf(
      mapElements([input, target], dtype, ({ store }, x, y) => {
        const loss = log_input
          ? store(Math.exp(x)) - store(y * x)
          : x - store(y * store(Math.log(store(x + eps))));
        return full ? store(loss) + store(stirling(y)) : loss;
      }),
    ),
  backward: ({ inputs: { input, target }, options: { log_input, full, eps }, dtype }, upstream) =>
    mapGradients({ input, target }, dtype, upstream, {
      input: ({ store }, x, y) => (log_input ? store(Math.exp(x)) - y : 1 - store(y / store(x + eps))),
      target: ({ store }, x, y) =>
        (log_input ? -x : -store(Math.log(store(x + eps)))) + (full ? stirlingSlope(y) : 0),
    }),
  steps: poissonSteps,
});
