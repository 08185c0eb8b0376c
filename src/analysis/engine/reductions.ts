import type { CallSite } from '../site.ts';
import { type LossResult, type TensorValue, tensorOf } from '../value.ts';
import { step } from './steps.ts';
import type { Value } from './values.ts';

/** What a reduction of a tensor gives: a loss stays one. */
export function reduced(tensor: TensorValue, how: 'sum' | 'mean' | 'other'): TensorValue {
  const loss = tensor.loss === null ? null : reducedLoss(tensor.loss, how);
  const exponentials = tensor.marks.includes('exponential') && how === 'sum';
  const detached = tensor.marks.includes('detached') ? (['detached'] as const) : [];
  return tensorOf({ loss, marks: exponentials ? ['exponential-sum'] : detached });
}

function reducedLoss(loss: LossResult, how: 'sum' | 'mean' | 'other'): LossResult {
  return {
    ...loss,
    reduction:
      loss.reduction === 'none' || loss.reduction === null ? (how === 'other' ? null : how) : loss.reduction,
  };
}

/** Where along an axis the largest or smallest value is. */
export const placesOf = (tensor: TensorValue, at: CallSite): TensorValue =>
  tensorOf({
    scale: 'class-indices',
    activation: 'argmax',
    dtype: 'int64',
    marks: ['discrete'],
    path: step(tensor, at, 'argmax is taken here'),
  });

/** The largest or smallest value; along an axis also where it is. */
export function extreme(tensor: TensorValue, axis: number | null, at: CallSite): Value {
  const value = reduced(tensor, 'other');
  return axis === null ? value : { kind: 'tuple', items: [value, placesOf(tensor, at)] };
}
