import { at, tensor, zeros } from '../create.ts';
import { defineLoss } from '../define.ts';
import { isFloating, scalarTypeName } from '../dtype.ts';
import { cascadeSum } from '../families/cascade.ts';
import { checkClassIndices } from '../families/class_targets.ts';
import { rowsOf } from '../families/softmax_rows.ts';
import {
  classWeight,
  fixed,
  ignoreIndex,
  learned,
  plainReductions,
  torchApis,
  torchPage,
} from '../families/specs.ts';
import type { LossError } from '../loss.ts';
import { precisionOf } from '../rounding.ts';
import { nllSteps } from '../steps/nll.ts';
import type { Tensor } from '../tensor.ts';

interface Options {
  readonly weight: Tensor | null;
  readonly ignore_index: number;
}

/** The weight of a target index; 0 where it is ignored. */
const weightOf = (index: number, { weight, ignore_index }: Options): number => {
  if (index === ignore_index) return 0;
  return weight ? at(weight.data, index) : 1;
};

function checkLogProbabilities({ dtype, shape }: Tensor): LossError | undefined {
  if (isFloating(dtype)) return undefined;
  const kernel = shape.length > 2 ? 'nll_loss2d_forward_out_frame' : 'nll_loss_out_frame';
  return {
    message: `"${kernel}" not implemented for '${scalarTypeName(dtype)}'`,
    cause: `Log-probabilities are real numbers; the input is ${dtype}.`,
    cure: 'Give log_softmax of floating logits.',
    at: 'input',
  };
}

export const nllLoss = defineLoss({
  id: 'nll_loss',
  title: 'Negative log-likelihood',
  group: 'classification',
  summary:
    'Minus the log-probability of the true class, read off log-probabilities: the second half of cross-entropy. It only picks and negates, so probabilities or logits give a negative number and no error.',
  formula: String.raw`\ell = -w_y\, x_y`,
  references: [torchPage('NLLLoss')],
  inputs: [
    learned(
      'input',
      'prediction',
      ['log-probabilities'],
      'log-probabilities of shape (C), (N, C) or (N, C, d1, …)',
    ),
    fixed(
      'target',
      'target',
      ['class-indices'],
      'class indices (int64), shaped as the input without its class axis',
    ),
  ],
  params: [classWeight, ignoreIndex],
  reductions: plainReductions,
  reduction: 'mean',
  apis: torchApis('nll_loss', 'NLLLoss', ['input', 'target']),
  example: {
    inputs: { input: tensor([[-1.33, -1.11, -0.9]]), target: tensor([1], 'int64') },
  },
  check: ({ inputs: { input, target }, options }) =>
    checkClassIndices({
      input,
      target,
      weight: isFloating(input.dtype) ? options.weight : null,
      ignoreIndex: isFloating(input.dtype) ? options.ignore_index : undefined,
    }) ?? checkLogProbabilities(input),
  forward: ({ inputs: { input, target }, options, dtype }) => {
    const rows = rowsOf(input);
    const losses = zeros(rows.shape, dtype);
    const ignored = new Uint8Array(rows.count);
    const weights = new Float64Array(rows.count);
    for (let row = 0; row < rows.count; row++) {
      const index = at(target.data, row);
      const weight = weightOf(index, options);
      ignored[row] = index === options.ignore_index ? 1 : 0;
      weights[row] = weight;
      if (ignored[row] === 0)
        losses.data[row] = precisionOf(dtype).store(-at(input.data, rows.offset(row, index)) * weight);
    }
    return { losses, divisor: cascadeSum(weights, precisionOf(dtype).store), ignored };
  },
  backward: ({ inputs: { input, target }, options, dtype }, upstream) => {
    const rows = rowsOf(input);
    const { store } = precisionOf(dtype);
    const gradient = zeros(input.shape, dtype);
    for (let row = 0; row < rows.count; row++) {
      const index = at(target.data, row);
      if (index === options.ignore_index) continue;
      gradient.data[rows.offset(row, index)] = store(-weightOf(index, options) * (upstream[row] as number));
    }
    return { input: gradient };
  },
  steps: nllSteps,
});
