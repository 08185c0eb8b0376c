import { at, tensor } from '../create.ts';
import { defineLoss } from '../define.ts';
import { elementsOf, mapElements, mapGradients } from '../families/elementwise.ts';
import { checkSubtraction } from '../families/operator_checks.ts';
import { checkPair } from '../families/regression.ts';
import { learned, plainReductions, torchApis, torchPage } from '../families/specs.ts';
import type { LossError } from '../loss.ts';
import { sameShape, torchSize } from '../shape.ts';
import { gaussianSteps } from '../steps/gaussian_nll_loss.ts';
import type { Tensor } from '../tensor.ts';

/** Variances that lack the input's last axis get it, with length 1. */
const aligned = (variance: Tensor, input: Tensor): Tensor =>
  !sameShape(variance.shape, input.shape) && sameShape(variance.shape, input.shape.slice(0, -1))
    ? { ...variance, shape: [...variance.shape, 1] }
    : variance;

/** The shapes that PyTorch takes: the input's, without its last axis, or with one other axis of the input shortened to 1. */
function checkVariance(input: Tensor, variance: Tensor): LossError | undefined {
  for (let i = 0; i < variance.data.length; i++)
    if (at(variance.data, i) < 0)
      return {
        message: 'var has negative entry/entries',
        cause: `Element ${i} of var is ${at(variance.data, i)}. The third argument is the variance, not its logarithm.`,
        cure: 'Predict the logarithm and give var = torch.exp(log_var).',
        at: 'var',
      };
  const shape = aligned(variance, input).shape;
  const shortened = input.shape.filter((length, axis) => length !== shape[axis]);
  const fits = shape.length === input.shape.length && shortened.length <= 1;
  if (fits && shape.every((length, axis) => length === input.shape[axis] || length === 1)) return undefined;
  return {
    message: 'var is of incorrect size',
    cause: `var has shape ${torchSize(variance.shape)}, the input ${torchSize(input.shape)}.`,
    cure: 'Give one variance per element, or per sample with a last axis of 1.',
    at: 'var',
  };
}

export const gaussianNllLoss = defineLoss({
  id: 'gaussian_nll_loss',
  title: 'Gaussian negative log-likelihood',
  group: 'regression',
  summary:
    'For predictions with an uncertainty: minus the log-density of the target under the predicted mean and variance.',
  formula: String.raw`\ell = \frac{1}{2} \left( \log v + \frac{(x - y)^2}{v} \right), \quad v = \max(\mathrm{var}, \varepsilon)`,
  references: [
    torchPage('GaussianNLLLoss'),
    {
      title: 'Nix and Weigend 1994: Estimating the mean and variance of the target probability distribution',
      url: 'https://doi.org/10.1109/ICNN.1994.374138',
    },
  ],
  inputs: [
    learned('input', 'prediction', ['reals'], 'predicted means'),
    learned('target', 'target', ['reals'], 'true values, shaped as the input'),
    learned('var', 'other', ['reals'], 'predicted variances (not standard deviations), at least 0'),
  ],
  params: [
    {
      name: 'full',
      label: 'Full likelihood',
      summary: 'adds the constant ½ log 2π',
      kind: 'boolean',
      default: false,
    },
    {
      name: 'eps',
      label: 'ε',
      summary: 'the smallest variance that counts; the clamping passes the gradient on',
      kind: 'number',
      default: 1e-6,
      min: 0,
      slider: [1e-6, 0.1, 1e-3],
    },
  ],
  reductions: plainReductions,
  reduction: 'mean',
  apis: torchApis('gaussian_nll_loss', 'GaussianNLLLoss', ['input', 'target', 'var']),
  example: { inputs: { input: tensor([2.5, 0.1]), target: tensor([3, -0.5]), var: tensor([0.5, 1.5]) } },
  check: ({ inputs }) =>
    checkVariance(inputs.input, inputs.var) ??
    checkSubtraction(inputs.input, inputs.target, inputs.input.dtype === 'bool' ? 'input' : 'target') ??
    checkPair('gaussian_nll', inputs.input, inputs.target),
  forward: ({ inputs, options: { full, eps }, dtype }) =>
    elementsOf(
      mapElements(
        [inputs.input, inputs.target, aligned(inputs.var, inputs.input)],
        dtype,
        ({ store }, x, y, v) => {
          const variance = store(Math.max(v, eps));
          const difference = store(x - y);
          const ratio = store(store(difference * difference) / variance);
          const loss = 0.5 * store(store(Math.log(variance)) + ratio);
          return full ? store(loss) + 0.5 * Math.log(2 * Math.PI) : loss;
        },
      ),
    ),
  backward: ({ inputs, options: { eps }, dtype }, upstream) => {
    const variance = aligned(inputs.var, inputs.input);
    const all = { input: inputs.input, target: inputs.target, var: variance };
    const gradients = mapGradients(all, dtype, upstream, {
      input: ({ store }, x, y, v) => store(x - y) / store(Math.max(v, eps)),
      target: ({ store }, x, y, v) => -store(x - y) / store(Math.max(v, eps)),
      var: ({ store }, x, y, v) => {
        const held = store(Math.max(v, eps));
        const difference = store(x - y);
        const ratio = store(store(difference * difference) / held);
        return 0.5 * (store(1 / held) - store(ratio / held));
      },
    });
    const ofVariance = gradients.var;
    return ofVariance ? { ...gradients, var: { ...ofVariance, shape: inputs.var.shape } } : gradients;
  },
  steps: (call, index) => {
    const { inputs } = call;
    return gaussianSteps({ ...call, inputs: { ...inputs, var: aligned(inputs.var, inputs.input) } }, index);
  },
});
