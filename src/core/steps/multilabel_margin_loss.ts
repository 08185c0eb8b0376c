import { cell, type ScoreRows, scoreRows } from '../families/margin_rows.ts';
import type { Step } from '../loss.ts';
import { precisionOf } from '../rounding.ts';
import type { DType, Tensor } from '../tensor.ts';
import { grouped, latex, listed } from './latex.ts';
import { step } from './step.ts';

interface MultilabelMarginCall {
  readonly inputs: { readonly input: Tensor; readonly target: Tensor };
  readonly dtype: DType;
}

/**
 * The steps to row `index`: the labels before the first −1, each label's lead over each class that is none, the mean.
 * @param labelsOf the class ids of a row
 */
export function multilabelMarginSteps(
  { inputs: { input, target }, dtype }: MultilabelMarginCall,
  index: number,
  labelsOf: (target: Tensor, rows: ScoreRows, row: number) => readonly number[],
): readonly Step[] {
  const rows = scoreRows(input);
  const { work, store } = precisionOf(dtype);
  const labels = labelsOf(target, rows, index);
  const others = Array.from({ length: rows.classes }, (_, c) => c).filter((c) => !labels.includes(c));
  const score = (c: number) => cell(input, rows, index, c);
  const pairs = labels.flatMap((y) => others.map((c) => [score(y), score(c)] as const));
  const lacking = pairs.map(([own, other]) => Math.max(0, work(1 - own + other)));
  const leads = pairs.map(([own, other]) => `1 - (${latex(own)} - ${grouped(other)})`);
  const ids = (of: readonly number[]) => (of.length === 0 ? String.raw`\text{none}` : of.join(', '));
  return [
    step(
      'Labels before the first −1',
      String.raw`Y, \; \text{other classes}`,
      String.raw`${ids(labels)}; \quad ${ids(others)}`,
      labels,
    ),
    step(
      'What each label lacks to a lead of 1 over each other class',
      String.raw`d_{yc} = \max(0, 1 - (x_y - x_c)), \; y \in Y, \; c \notin Y`,
      String.raw`\max\left(0, \left[${listed(leads, String.raw`,\; `)}\right]\right)`,
      lacking,
    ),
    step(
      'Sum over the pairs, divided by the number of classes',
      String.raw`\ell = \frac{1}{C} \sum_{y, c} d_{yc}`,
      String.raw`\frac{1}{${rows.classes}} \left( ${listed(lacking.map(latex), ' + ') || '0'} \right)`,
      store(work(lacking.reduce((a, b) => a + b, 0)) / rows.classes),
    ),
  ];
}
