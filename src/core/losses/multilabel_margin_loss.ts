import { at, tensor, zeros } from '../create.ts';
import { defineLoss } from '../define.ts';
import { cell, checkLong, checkScores, type ScoreRows, scoreRows } from '../families/margin_rows.ts';
import { fixed, learned, plainReductions, torchApis, torchPage } from '../families/specs.ts';
import type { LossError } from '../loss.ts';
import { precisionOf } from '../rounding.ts';
import { sameShape, sizes } from '../shape.ts';
import { multilabelMarginSteps } from '../steps/multilabel_margin_loss.ts';
import type { Tensor } from '../tensor.ts';

/** The class ids of a row: those before the first −1. */
function labelsOf(target: Tensor, rows: ScoreRows, row: number): number[] {
  const labels: number[] = [];
  for (let c = 0; c < rows.classes; c++) {
    const label = cell(target, rows, row, c);
    if (label < 0) break;
    labels.push(label);
  }
  return labels;
}

function check(input: Tensor, target: Tensor): LossError | undefined {
  const { classes } = scoreRows(input);
  if (input.shape.length > 2 || input.shape.length < 1 || classes === 0)
    return {
      message: `Expected non-empty vector or matrix with optional 0-dim batch size, but got: ${sizes(input.shape)}`,
      cure: 'Give scores of shape (C) or (N, C).',
      at: 'input',
    };
  if (!sameShape(input.shape, target.shape))
    return {
      message: `inconsistent target size: ${sizes(target.shape)} for input of size: ${sizes(input.shape)}`,
      cause: 'Each row of the target lists class ids and ends with −1, padded to the number of classes.',
      cure: `Pad each row to ${classes} entries with -1.`,
      at: 'target',
    };
  return (
    checkIds(target, classes) ??
    checkScores('multilabel_margin_loss_forward_out_frame', input) ??
    checkLong(target)
  );
}

function checkIds(target: Tensor, classes: number): LossError | undefined {
  for (let i = 0; i < target.data.length; i++) {
    const id = at(target.data, i);
    if (id >= -1 && id < classes) continue;
    return {
      message: "argument #2 'target' is out of range",
      cause: `Element ${i} of the target is ${id}; ids run from 0 to ${classes - 1}, −1 ends a row.`,
      cure: 'Give class ids, not values.',
      at: 'target',
    };
  }
  return undefined;
}

/** Σ over pairs of a label and a class that is none: the pairs whose difference is below the margin of 1. */
function eachIntrusion(
  input: Tensor,
  target: Tensor,
  rows: ScoreRows,
  row: number,
  visit: (label: number, other: number, amount: number) => void,
): void {
  const labels = labelsOf(target, rows, row);
  for (const label of labels)
    for (let c = 0; c < rows.classes; c++) {
      const amount = 1 - cell(input, rows, row, label) + cell(input, rows, row, c);
      if (!labels.includes(c) && amount > 0) visit(label, c, amount);
    }
}

export const multilabelMarginLoss = defineLoss({
  id: 'multilabel_margin_loss',
  title: 'Multi-label margin',
  group: 'margin',
  summary:
    'Every pair of a true class and another costs what the true one lacks to a lead of 1. Targets are class ids ended by −1: a multi-hot row is silently misread.',
  formula: String.raw`\ell = \frac{1}{C} \sum_{y \in Y} \sum_{c \notin Y} \max(0,\, 1 - (x_y - x_c))`,
  references: [torchPage('MultiLabelMarginLoss')],
  inputs: [
    learned('input', 'prediction', ['logits'], 'scores of shape (C) or (N, C)'),
    fixed(
      'target',
      'target',
      ['class-indices'],
      'class ids (int64), each row ended by −1 and padded to length C',
    ),
  ],
  params: [],
  reductions: plainReductions,
  reduction: 'mean',
  apis: torchApis('multilabel_margin_loss', 'MultiLabelMarginLoss', ['input', 'target']),
  example: { inputs: { input: tensor([[0.1, 0.2, 0.4, 0.8]]), target: tensor([[3, 0, -1, 1]], 'int64') } },
  check: ({ inputs: { input, target } }) => check(input, target),
  forward: ({ inputs: { input, target }, dtype }) => {
    const rows = scoreRows(input);
    const { work, store } = precisionOf(dtype);
    const losses = zeros(rows.shape, dtype);
    for (let row = 0; row < rows.count; row++) {
      let sum = 0;
      eachIntrusion(input, target, rows, row, (_label, _other, amount) => {
        sum += work(amount);
      });
      losses.data[row] = store(work(sum) / rows.classes);
    }
    return { losses, divisor: rows.count };
  },
  backward: ({ inputs: { input, target }, dtype }, upstream) => {
    const rows = scoreRows(input);
    const sums = new Float64Array(input.data.length);
    const move = (i: number, by: number) => {
      sums[i] = (sums[i] as number) + by;
    };
    for (let row = 0; row < rows.count; row++) {
      const share = (upstream[row] as number) / rows.classes;
      eachIntrusion(input, target, rows, row, (label, other) => {
        move(row * rows.classes + label, -share);
        move(row * rows.classes + other, share);
      });
    }
    const gradient = zeros(input.shape, dtype);
    gradient.data.set(sums.map(precisionOf(dtype).store));
    return { input: gradient };
  },
  steps: (call, index) => multilabelMarginSteps(call, index, labelsOf),
});
