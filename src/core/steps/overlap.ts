import {
  type Overlap,
  type OverlapCall,
  type OverlapRule,
  overlapAt,
  samplesOf,
} from '../families/overlap.ts';
import type { Step } from '../loss.ts';
import { precisionOf } from '../rounding.ts';
import type { Tensor } from '../tensor.ts';
import { latex, listed } from './latex.ts';
import { step } from './step.ts';

/**
 * The steps to the loss of sample `index`: the three sums on which every overlap loss is built, then what the loss makes of them.
 * @param last the steps after the sums, given the rounded loss
 */
export function overlapSteps(
  { inputs: { input, target }, dtype }: OverlapCall,
  index: number,
  rule: OverlapRule,
  last: (overlap: Overlap, loss: number) => readonly Step[],
): readonly Step[] {
  const overlap = overlapAt({ inputs: { input, target }, dtype }, index);
  const { length } = samplesOf(input);
  const sample = (of: Tensor) => Array.from(of.data.subarray(index * length, (index + 1) * length));
  const loss = precisionOf(dtype).store(rule.loss(overlap));
  return [...sumSteps(sample(input), sample(target), overlap), ...last(overlap, loss)];
}

function sumSteps(
  mask: readonly number[],
  truth: readonly number[],
  { both, predicted, actual }: Overlap,
): readonly Step[] {
  const products = mask.map((p, i) => String.raw`${latex(p)} \cdot ${latex(truth[i] as number)}`);
  return [
    step('Overlap', String.raw`TP = \sum_i p_i t_i`, listed(products, ' + '), both),
    step('Size of the prediction', String.raw`P = \sum_i p_i`, listed(mask.map(latex), ' + '), predicted),
    step('Size of the truth', String.raw`T = \sum_i t_i`, listed(truth.map(latex), ' + '), actual),
  ];
}
