import { at } from '../create.ts';
import { cell, scoreRows } from '../families/margin_rows.ts';
import type { Step } from '../loss.ts';
import { precisionOf } from '../rounding.ts';
import type { DType, Tensor } from '../tensor.ts';
import { grouped, latex, listed } from './latex.ts';
import { step } from './step.ts';

interface MultiMarginCall {
  readonly inputs: { readonly input: Tensor; readonly target: Tensor };
  readonly options: { readonly p: number; readonly margin: number; readonly weight: Tensor | null };
  readonly dtype: DType;
}

/** The steps to row `index`: how far each other class comes within the margin, the power, the weighted mean. */
export function multiMarginSteps(
  { inputs: { input, target }, options: { p, margin, weight }, dtype }: MultiMarginCall,
  index: number,
): readonly Step[] {
  const rows = scoreRows(input);
  const { work, store } = precisionOf(dtype);
  const y = at(target.data, index);
  const own = cell(input, rows, index, y);
  const scores = Array.from({ length: rows.classes }, (_, c) => cell(input, rows, index, c));
  const intrusions = scores.map((x, c) => (c === y ? 0 : Math.max(0, work(work(margin - own) + x))));
  const w = weight ? at(weight.data, y) : 1;
  const costs = intrusions.map((d) => work(work(d ** p) * w));
  const terms = scores.map((x, c) =>
    c === y ? '0' : String.raw`${latex(margin)} - ${grouped(own)} + ${grouped(x)}`,
  );
  const square = p === 2 ? '^2' : '';
  return [
    step('Score of the true class', 'x_y', String.raw`y = ${y}: \quad ${latex(own)}`, own),
    step(
      'How far the other classes come within the margin',
      String.raw`d_c = \max(0, m - x_y + x_c), \; c \ne y`,
      String.raw`\max\left(0, \left[${listed(terms, String.raw`,\; `, y)}\right]\right)`,
      intrusions,
    ),
    step(
      weight ? 'Weighted mean over the classes' : 'Mean over the classes',
      String.raw`\ell = \frac{${weight ? 'w_y' : '1'}}{C} \sum_c d_c${square}`,
      String.raw`\frac{${latex(w)}}{${rows.classes}} \left( ${listed(
        intrusions.map((d) => `${latex(d)}${square}`),
        ' + ',
        y,
      )} \right)`,
      store(work(costs.reduce((a, b) => a + b, 0)) / rows.classes),
    ),
  ];
}
