import { at, zeros } from '../create.ts';
import { isFloating, scalarTypeName } from '../dtype.ts';
import type { Elements, LossError } from '../loss.ts';
import { type Precision, precisionOf } from '../rounding.ts';
import { layoutAlong, sameShape, torchSize } from '../shape.ts';
import type { DType, Tensor } from '../tensor.ts';
import { type Rows, rowsIn } from './softmax_rows.ts';

type Term = (precision: Precision, q: number, p: number) => number;

/** Distributions lie along the last axis. */
export const distributionRows = (input: Tensor): Rows => {
  const axis = Math.max(0, input.shape.length - 1);
  return rowsIn(input.shape, layoutAlong(input.shape, axis), axis);
};

/** One loss per distribution: Σ_c term(q_c, p_c). */
export function sumOverClasses(q: Tensor, p: Tensor, dtype: DType, term: Term): Elements {
  const rows = distributionRows(q);
  const precision = precisionOf(dtype);
  const losses = zeros(rows.shape, dtype);
  for (let row = 0; row < rows.count; row++) {
    let sum = 0;
    for (let c = 0; c < rows.classes; c++) {
      const i = rows.offset(row, c);
      sum += precision.store(term(precision, at(q.data, i), at(p.data, i)));
    }
    losses.data[row] = precision.store(sum);
  }
  return { losses, divisor: rows.count };
}

/** The gradient with respect to one of the two: upstream of the row times slope(q_c, p_c). */
export function slopeOverClasses(
  q: Tensor,
  p: Tensor,
  dtype: DType,
  upstream: Float64Array,
  slope: Term,
): Tensor {
  const rows = distributionRows(q);
  const precision = precisionOf(dtype);
  const gradient = zeros(q.shape, dtype);
  for (let row = 0; row < rows.count; row++)
    for (let c = 0; c < rows.classes; c++) {
      const i = rows.offset(row, c);
      const g = (upstream[row] as number) * slope(precision, at(q.data, i), at(p.data, i));
      gradient.data[i] = precision.store(g);
    }
  return gradient;
}

/** Refuses what is no distribution at all. These losses are ours, so the words are too. */
export function checkDistributions(q: Tensor, p: Tensor): LossError | undefined {
  if (!isFloating(q.dtype))
    return {
      message: `probabilities are floating point, got ${scalarTypeName(q.dtype)}`,
      cure: 'Convert the input: input.float().',
      at: 'input',
    };
  if (sameShape(q.shape, p.shape)) return undefined;
  return {
    message: `both distributions need the same shape, got ${torchSize(q.shape)} and ${torchSize(p.shape)}`,
    cure: 'Give one probability per class in both.',
    at: 'target',
  };
}
