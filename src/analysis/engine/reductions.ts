import type { Reduction } from '../library/effect.ts';
import type { CallSite } from '../site.ts';
import { type LossResult, type Mark, type TensorValue, tensorOf } from '../value.ts';
import { type CallArguments, passed } from './arguments.ts';
import { withMark } from './arithmetic.ts';
import { pooled } from './combined.ts';
import { step } from './steps.ts';
import type { TupleValue, Value } from './values.ts';

/** What a reduction of a tensor gives, of everything or along one axis: a loss stays one. */
export function reduced(tensor: TensorValue, how: Reduction, isWhole = true): TensorValue {
  const loss = tensor.loss === null ? null : reducedLoss(tensor.loss, how, isWhole);
  // A mean of scores is a score: of a map, of a batch that others are measured by.
  if (how === 'mean' && tensor.scale === 'logits') return pooled({ ...tensor, classes: null });
  const exponentials = tensor.marks.includes('exponential') && how === 'sum';
  return tensorOf({ loss, marks: exponentials ? ['exponential-sum'] : reducedMarks(tensor, how) });
}

/** The axis that is given at this place of the arguments. */
export const axisGiven = (settings: CallArguments, position: number): Value | undefined =>
  passed(settings, position, 'dim', 'axis')?.value;

/** Whether it is said, behind the axis, that this one stays; whatever is said. */
const keepsAxis = (settings: CallArguments, position: number): boolean =>
  passed(settings, position + 1, 'keepdim', 'keepdims') !== undefined;

/** Without the axis at this place of the arguments; of everything, where none is given, a number is left. */
export function reducedShape(
  shape: TensorValue['shape'],
  settings: CallArguments,
  position: number,
): TensorValue['shape'] {
  const axis = axisGiven(settings, position);
  if (settings.open) return null;
  if (axis === undefined) return [];
  if (
    shape === null ||
    keepsAxis(settings, position) ||
    axis.kind !== 'constant' ||
    typeof axis.value !== 'number'
  )
    return null;
  const at = axis.value < 0 ? axis.value + shape.length : axis.value;
  return at < shape.length ? shape.filter((_, i) => i !== at) : null;
}

function reducedMarks({ marks }: TensorValue, how: Reduction): readonly Mark[] {
  const kept = marks.filter((mark) => mark === 'detached' || mark === 'numbers');
  if (how === 'norm') return [...kept, 'norm'];
  return how === 'sum' && marks.includes('normalised') ? [...kept, 'bounded'] : kept;
}

/** Along one axis only, how many losses are left is not known. */
function reducedLoss(loss: LossResult, how: Reduction, isWhole: boolean): LossResult {
  if (loss.reduction !== 'none' && loss.reduction !== null) return loss;
  return { ...loss, reduction: isWhole && (how === 'sum' || how === 'mean') ? how : null };
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
export function extreme(tensor: TensorValue, settings: CallArguments, position: number, at: CallSite): Value {
  const value = reduced(tensor, 'other');
  const axis = axisGiven(settings, position);
  if (axis?.kind !== 'constant' || typeof axis.value !== 'number') return value;
  const shape = reducedShape(tensor.shape, settings, position);
  const isPerRow = axis.value > 0 && !settings.open && !keepsAxis(settings, position);
  const marks = isPerRow ? withMark(value.marks, 'per-row') : value.marks;
  return { kind: 'tuple', items: [{ ...value, shape, marks }, placesOf(tensor, at)] };
}

/** `values` and `indices` of what `max` along an axis gives. */
export function extremeMember({ items }: TupleValue, name: string): Value | undefined {
  const [value, place] = items;
  const isExtreme = items.length === 2 && place?.kind === 'tensor' && place.activation === 'argmax';
  if (!isExtreme) return undefined;
  return name === 'values' ? value : name === 'indices' ? place : undefined;
}
