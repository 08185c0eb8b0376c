import { at, tensor, zeros } from '../create.ts';
import { defineVariant } from '../define.ts';
import { cell, checkLong, scoreRows } from '../families/margin_rows.ts';
import { optaxApis, optaxPage, optaxReductions } from '../families/optax.ts';
import { fixed, learned } from '../families/specs.ts';
import { precisionOf } from '../rounding.ts';
import { grouped, latex, vector } from '../steps/latex.ts';
import { step } from '../steps/step.ts';
import type { Tensor } from '../tensor.ts';

/** The class with the largest score after 1 was added to all but the true one; the first of equals. */
function rival(input: Tensor, row: number, y: number, store: (x: number) => number) {
  const rows = scoreRows(input);
  let best = { score: Number.NEGATIVE_INFINITY, c: 0 };
  for (let c = 0; c < rows.classes; c++) {
    const score = store(cell(input, rows, row, c) + (c === y ? 0 : 1));
    if (score > best.score) best = { score, c };
  }
  return best;
}

export const optaxMulticlassHingeLoss = defineVariant({
  id: 'optax.multiclass_hinge_loss',
  library: 'optax',
  of: { multi_margin_loss: {} },
  difference: 'Only the strongest rival counts, where PyTorch averages over all classes; unreduced.',
  title: 'Multi-class hinge (optax)',
  group: 'margin',
  summary: 'The true class should beat the strongest other one by 1.',
  formula: String.raw`\ell = \max_c \left( x_c + [c \ne y] \right) - x_y`,
  references: [optaxPage('multiclass_hinge_loss')],
  inputs: [
    learned('input', 'prediction', ['logits'], 'scores of shape (C) or (N, C)'),
    fixed('target', 'target', ['class-indices'], 'class ids, one per sample'),
  ],
  params: [],
  reductions: optaxReductions,
  reduction: 'none',
  apis: optaxApis('multiclass_hinge_loss', ['input', 'target']),
  example: { inputs: { input: tensor([[0.1, 0.2, 0.4, 0.8]]), target: tensor([2], 'int64') } },
  check: ({ inputs: { input, target } }) => {
    const { count, classes } = scoreRows(input);
    const error = checkLong(target);
    if (error) return error;
    const fits = target.data.length === count && target.data.every((y) => y >= 0 && y < classes);
    return fits
      ? undefined
      : { message: `${count} class ids from 0 to ${classes - 1} are needed`, at: 'target' };
  },
  forward: ({ inputs: { input, target }, dtype }) => {
    const rows = scoreRows(input);
    const { store } = precisionOf(dtype);
    const losses = zeros(rows.shape, dtype);
    for (let row = 0; row < rows.count; row++) {
      const y = at(target.data, row);
      losses.data[row] = store(rival(input, row, y, store).score - cell(input, rows, row, y));
    }
    return { losses, divisor: rows.count };
  },
  backward: ({ inputs: { input, target }, dtype }, upstream) => {
    const rows = scoreRows(input);
    const { store } = precisionOf(dtype);
    const gradient = zeros(input.shape, dtype);
    for (let row = 0; row < rows.count; row++) {
      const y = at(target.data, row);
      const { c } = rival(input, row, y, store);
      if (c === y) continue;
      gradient.data[row * rows.classes + c] = store(upstream[row] as number);
      gradient.data[row * rows.classes + y] = store(-(upstream[row] as number));
    }
    return { input: gradient };
  },
  steps: ({ inputs: { input, target }, dtype }, index) => {
    const rows = scoreRows(input);
    const { store } = precisionOf(dtype);
    const y = at(target.data, index);
    const own = cell(input, rows, index, y);
    const raised = Array.from({ length: rows.classes }, (_, c) =>
      store(cell(input, rows, index, c) + (c === y ? 0 : 1)),
    );
    const { score } = rival(input, index, y, store);
    return [
      step(
        'Scores, all but the true one raised by 1',
        'r_c = x_c + [c \\ne y]',
        `y = ${y}: ${vector(raised)}`,
        raised,
      ),
      step('The strongest', String.raw`r = \max_c r_c`, vector(raised), score),
      step(
        'Minus the true score',
        String.raw`\ell = r - x_y`,
        `${latex(score)} - ${grouped(own)}`,
        store(score - own),
      ),
    ];
  },
});
