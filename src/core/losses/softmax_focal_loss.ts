import { at, tensor, zeros } from '../create.ts';
import { defineLoss } from '../define.ts';
import { checkClassIndices } from '../families/class_targets.ts';
import { logSoftmaxBackward, logSoftmaxRow, readRow, rowsOf } from '../families/softmax_rows.ts';
import { classWeight, fixed, focalGamma, ignoreIndex, learned, plainReductions } from '../families/specs.ts';
import { precisionOf } from '../rounding.ts';
import { softmaxFocalSteps } from '../steps/focal.ts';

/** d ℓ / d log p of ℓ = −(1 − p)^γ log p. */
function slope(logp: number, gamma: number): number {
  const rest = -Math.expm1(logp);
  const easing = gamma === 0 || rest === 0 ? 0 : gamma * Math.exp(logp) * rest ** (gamma - 1) * logp;
  return easing - rest ** gamma;
}

export const softmaxFocalLoss = defineLoss({
  id: 'softmax_focal_loss',
  title: 'Focal loss (softmax)',
  group: 'classification',
  summary:
    'Cross-entropy in which samples that are already right count less, by (1 − p)^γ. The mean is over the samples that are not ignored.',
  formula: String.raw`\ell = -\alpha_y\, (1 - p_y)^{\gamma} \log p_y`,
  references: [
    {
      title: 'Lin et al. 2017: Focal Loss for Dense Object Detection',
      url: 'https://arxiv.org/abs/1708.02002',
    },
  ],
  inputs: [
    learned(
      'input',
      'prediction',
      ['logits'],
      'logits of shape (C), (N, C) or (N, C, d1, …): no softmax before',
    ),
    fixed(
      'target',
      'target',
      ['class-indices'],
      'class indices (int64), shaped as the input without its class axis',
    ),
  ],
  params: [
    focalGamma,
    { ...classWeight, name: 'alpha', label: 'α', summary: 'a factor per class, as a tensor of length C' },
    ignoreIndex,
  ],
  reductions: plainReductions,
  reduction: 'mean',
  apis: [],
  example: { inputs: { input: tensor([[3.05, 3.13, 3.48]]), target: tensor([2], 'int64') } },
  check: ({ inputs: { input, target }, options }) =>
    checkClassIndices({ input, target, weight: options.alpha, ignoreIndex: options.ignore_index }),
  forward: ({ inputs: { input, target }, options, dtype }) => {
    const rows = rowsOf(input);
    const precision = precisionOf(dtype);
    const losses = zeros(rows.shape, dtype);
    const ignored = new Uint8Array(rows.count);
    const logp = new Float64Array(rows.classes);
    for (let row = 0; row < rows.count; row++) {
      const index = at(target.data, row);
      if (index === options.ignore_index) {
        ignored[row] = 1;
        continue;
      }
      logSoftmaxRow(readRow(input, rows, row, logp), precision);
      const log = logp[index] as number;
      const rest = precision.store(-Math.expm1(log));
      const alpha = options.alpha ? at(options.alpha.data, index) : 1;
      losses.data[row] = precision.store(
        precision.store(precision.store(rest ** options.gamma) * -log) * alpha,
      );
    }
    return { losses, divisor: ignored.reduce((n, flag) => n - flag, rows.count), ignored };
  },
  backward: ({ inputs: { input, target }, options, dtype }, upstream) => {
    const rows = rowsOf(input);
    const precision = precisionOf(dtype);
    const gradient = zeros(input.shape, dtype);
    const logp = new Float64Array(rows.classes);
    for (let row = 0; row < rows.count; row++) {
      const index = at(target.data, row);
      if (index === options.ignore_index) continue;
      logSoftmaxRow(readRow(input, rows, row, logp), precision);
      const alpha = options.alpha ? at(options.alpha.data, index) : 1;
      const g = new Float64Array(rows.classes);
      g[index] = (upstream[row] as number) * alpha * slope(logp[index] as number, options.gamma);
      logSoftmaxBackward(g, logp, precision).forEach((value, c) => {
        gradient.data[rows.offset(row, c)] = value;
      });
    }
    return { input: gradient };
  },
  steps: softmaxFocalSteps,
});
