import { at, tensor, zeros } from '../create.ts';
import { defineLoss } from '../define.ts';
import { cell, checkLong, checkScores, scoreRows } from '../families/margin_rows.ts';
import {
  classWeight,
  fixed,
  learned,
  marginParam,
  plainReductions,
  torchApis,
  torchPage,
} from '../families/specs.ts';
import type { LossError } from '../loss.ts';
import { precisionOf } from '../rounding.ts';
import { sizes } from '../shape.ts';
import { multiMarginSteps } from '../steps/multi_margin_loss.ts';
import type { Tensor } from '../tensor.ts';

function checkTarget(input: Tensor, target: Tensor): LossError | undefined {
  const { count, classes } = scoreRows(input);
  if (input.shape.length > 2 || input.shape.length < 1 || classes === 0)
    return {
      message: `Expected non-empty vector or matrix with optional 0-dim batch size, but got: ${sizes(input.shape)}`,
      cure: 'Give scores of shape (C) or (N, C).',
      at: 'input',
    };
  if (target.shape.length > 1 || target.data.length !== count)
    return {
      message: `multi_margin_loss: target tensor should be 1-D with size equal to the number of input samples (batch size). Expected target size [${count}], but got ${sizes(target.shape)}. Input has shape ${sizes(input.shape)}.`,
      cause: `The input has ${count} samples, the target ${target.data.length}. (Older releases say: inconsistent target size.)`,
      cure: 'Give one class id per sample.',
      at: 'target',
    };
  return undefined;
}

function checkRange(input: Tensor, target: Tensor): LossError | undefined {
  const { count, classes } = scoreRows(input);
  for (let row = 0; row < count; row++) {
    const index = at(target.data, row);
    if (index >= 0 && index < classes) continue;
    return {
      message: 'target out of range',
      cause: `Element ${row} of the target is ${index}; ids run from 0 to ${classes - 1}.`,
      cure: 'Count the classes of the last layer again, or shift labels that start at 1.',
      at: 'target',
    };
  }
  return undefined;
}

const checkWeight = (input: Tensor, weight: Tensor | null): LossError | undefined => {
  if (!weight) return undefined;
  if (weight.shape.length !== 1)
    return { message: 'weight must be one-dimensional', cure: 'Give one weight per class.', at: 'weight' };
  const { classes } = scoreRows(input);
  if (weight.data.length === classes) return undefined;
  return {
    message: `inconsistent weight size, expected ${classes} but got ${sizes(weight.shape)}`,
    cure: `Give a one-dimensional tensor of ${classes} weights.`,
    at: 'weight',
  };
};

export const multiMarginLoss = defineLoss({
  id: 'multi_margin_loss',
  title: 'Multi-class margin',
  group: 'margin',
  summary: 'Every class that comes within the margin of the true class, or beats it, costs its intrusion.',
  formula: String.raw`\ell = \frac{w_y}{C} \sum_{c \ne y} \max(0,\, m - x_y + x_c)^p`,
  references: [torchPage('MultiMarginLoss')],
  inputs: [
    learned('input', 'prediction', ['logits'], 'scores of shape (C) or (N, C)'),
    fixed('target', 'target', ['class-indices'], 'class ids (int64), one per sample'),
  ],
  params: [
    {
      name: 'p',
      label: 'p',
      summary: '1 for the hinge, 2 for its square',
      kind: 'integer',
      default: 1,
      min: 1,
      max: 2,
      slider: [1, 2, 1],
      refusal: 'only p == 1 and p == 2 supported',
    },
    { ...marginParam, default: 1 },
    classWeight,
  ],
  reductions: plainReductions,
  reduction: 'mean',
  apis: torchApis('multi_margin_loss', 'MultiMarginLoss', ['input', 'target']),
  example: { inputs: { input: tensor([[0.1, 0.2, 0.4, 0.8]]), target: tensor([3], 'int64') } },
  check: ({ inputs: { input, target }, options }) =>
    checkWeight(input, options.weight) ??
    checkTarget(input, target) ??
    checkScores('multi_margin_loss_cpu_kernel', input) ??
    checkLong(target) ??
    checkRange(input, target),
  forward: ({ inputs: { input, target }, options: { p, margin, weight }, dtype }) => {
    const rows = scoreRows(input);
    const { work, store } = precisionOf(dtype);
    const losses = zeros(target.shape.length === 0 ? [] : rows.shape, dtype);
    for (let row = 0; row < rows.count; row++) {
      const y = at(target.data, row);
      const own = cell(input, rows, row, y);
      const w = weight ? at(weight.data, y) : 1;
      let sum = 0;
      for (let c = 0; c < rows.classes; c++) {
        const intrusion = work(work(margin - own) + cell(input, rows, row, c));
        if (c !== y && intrusion > 0) sum += work(work(intrusion ** p) * w);
      }
      losses.data[row] = store(work(sum) / rows.classes);
    }
    return { losses, divisor: rows.count };
  },
  backward: ({ inputs: { input, target }, options: { p, margin, weight }, dtype }, upstream) => {
    const rows = scoreRows(input);
    const { work, store } = precisionOf(dtype);
    const gradient = zeros(input.shape, dtype);
    for (let row = 0; row < rows.count; row++) {
      const y = at(target.data, row);
      const own = cell(input, rows, row, y);
      const share = ((upstream[row] as number) * (weight ? at(weight.data, y) : 1)) / rows.classes;
      let back = 0;
      for (let c = 0; c < rows.classes; c++) {
        const intrusion = work(work(margin - own) + cell(input, rows, row, c));
        if (c === y || !(intrusion > 0)) continue;
        const g = work(share * (p === 1 ? 1 : 2 * intrusion));
        back += g;
        gradient.data[row * rows.classes + c] = store(g);
      }
      gradient.data[row * rows.classes + y] = store(-back);
    }
    return { input: gradient };
  },
  steps: multiMarginSteps,
});
