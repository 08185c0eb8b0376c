import type { BinaryOperator } from '../../python/ast.ts';
import type { CallSite } from '../site.ts';
import {
  type CutLoss,
  type Floor,
  type LossResult,
  type Mark,
  type TensorValue,
  tensorOf,
} from '../value.ts';
import { mixture } from './mixtures.ts';
import { rowsCombined } from './rows.ts';
import { hasMark, similarityMarks } from './similarities.ts';
import type { Value } from './values.ts';

/** Added to a probability, numbers up to this only keep a logarithm finite. */
const smallest = 1e-3;

/** `left op right` where one of them is a tensor: which scale survives. */
export function tensorArithmetic(op: BinaryOperator, left: Value, right: Value): TensorValue {
  const softmax = handWrittenSoftmax(op, left, right) ?? mixture(op, left, right);
  if (softmax !== undefined) return softmax;
  const one = left.kind === 'tensor' ? left : right.kind === 'tensor' ? right : tensorOf();
  const other = one === left ? right : left;
  const kept = keptScale(op, one, other, one === left);
  if (kept !== undefined) return kept;
  return tensorOf({
    shape: shapeOf(one, other),
    dtype: dtypeOf(op, one, other),
    loss: lossOfSum(op, left, right),
    marks: [
      ...graphMarks(op, left, right),
      ...similarityMarks(op, left, right),
      ...rowsCombined(left, right),
    ],
  });
}

/** What holds for a result where it holds for both operands, numbers aside. */
export function graphMarks(op: BinaryOperator, left: Value, right: Value): readonly Mark[] {
  const values = [left, right].filter(({ kind }) => kind !== 'constant');
  const both = (mark: Mark) => values.every((value) => hasMark(value, mark));
  const marks = (['detached', 'numbers'] as const).filter(both);
  const isScaled = op === '*' || op === '/';
  return marks.length === 0 && isScaled && values.some(isDetachedLoss) ? ['detached'] : marks;
}

/** `loss.item()` times a size of which nothing is known is a number still. */
const isDetachedLoss = (value: Value, _: number, values: readonly Value[]): boolean =>
  lossOf(value) !== null && values.every((other) => other.kind === 'unknown' || hasMark(other, 'detached'));

/** `exp(x) / exp(x).sum()`. */
function handWrittenSoftmax(op: BinaryOperator, left: Value, right: Value): TensorValue | undefined {
  if (op !== '/' || left.kind !== 'tensor' || right.kind !== 'tensor') return undefined;
  if (!left.marks.includes('exponential') || !right.marks.includes('exponential-sum')) return undefined;
  const marks = left.marks.filter((mark) => mark === 'bounded');
  return { ...left, scale: 'probabilities', activation: 'softmax', marks, source: null };
}

function keptScale(
  op: BinaryOperator,
  one: TensorValue,
  other: Value,
  first: boolean,
): TensorValue | undefined {
  if (one.loss !== null) return undefined;
  if (one.scale === 'probabilities') return keptProbability(op, one, other, first);
  if (one.scale === 'logits') return keptLogits(op, one, other, first);
  return undefined;
}

/** `p + 1e-8`, and `1 - p` of a sigmoid, are still probabilities. */
function keptProbability(
  op: BinaryOperator,
  one: TensorValue,
  other: Value,
  first: boolean,
): TensorValue | undefined {
  const number = other.kind === 'constant' && typeof other.value === 'number' ? other.value : null;
  if ((op === '+' || (op === '-' && first)) && number !== null && Math.abs(number) <= smallest)
    return number === 0
      ? one
      : shifted(one, { by: 'addition', at: op === '+' && number > 0 ? number : null });
  if (op === '*' && number === 1) return one;
  if (op === '-' && !first && number === 1 && one.activation === 'sigmoid')
    return { ...one, marks: withMark(one.marks, 'complement') };
  return undefined;
}

/**
 * Logits stay logits when scaled by a number, shifted, or added to other logits. What is subtracted may be the logarithm
 * of a sum of exponentials, which makes log-probabilities of them.
 */
function keptLogits(
  op: BinaryOperator,
  one: TensorValue,
  other: Value,
  first: boolean,
): TensorValue | undefined {
  const shape = shapeOf(one, other);
  if (op === '*' || (op === '/' && first)) {
    const plain = other.kind === 'constant' || other.kind === 'unknown';
    return plain ? { ...one, shape } : undefined;
  }
  if (op !== '+' && !(op === '-' && first)) return undefined;
  if (other.kind === 'constant') return { ...one, shape };
  if (op === '-') return other.kind === 'tensor' && other.scale === 'logits' ? { ...one, shape } : undefined;
  if (other.kind === 'unknown') return { ...one, shape };
  return other.kind === 'tensor' && (other.scale === 'logits' || other.scale === null)
    ? { ...one, shape }
    : undefined;
}

export function shapeOf(one: TensorValue, other: Value): TensorValue['shape'] {
  if (other.kind === 'constant') return one.shape;
  if (other.kind !== 'tensor' || one.shape === null || other.shape === null) return null;
  const same =
    one.shape.length === other.shape.length && one.shape.every((size, i) => size === other.shape?.[i]);
  return same ? one.shape : null;
}

/** Division and floating numbers make floats of integers; with anything unknown, nothing is known. */
function dtypeOf(op: BinaryOperator, one: TensorValue, other: Value): string | null {
  const { dtype } = one;
  if (dtype === null || other.kind === 'unknown') return null;
  if (other.kind === 'tensor') return other.dtype === dtype && op !== '/' ? dtype : null;
  if (isFloating(dtype)) return dtype;
  const whole = other.kind === 'constant' && other.integer;
  return whole && op !== '/' && op !== '**' ? dtype : null;
}

const isFloating = (dtype: string): boolean => /float/.test(dtype);

const lossOf = (value: Value): LossResult | null => (value.kind === 'tensor' ? value.loss : null);

/** A loss that is detached. */
export const cutLoss = ({ loss, path }: TensorValue, call: CallSite): LossResult | null =>
  loss && { ...loss, cut: [{ call, mark: 'detached-loss', path }] };

/** A sum keeps what is known of its first loss, and the terms that were cut; any other operation that of the only loss. */
function lossOfSum(op: BinaryOperator, left: Value, right: Value): LossResult | null {
  const [first, second] = [lossOf(left), lossOf(right)];
  const one = first ?? second;
  if (one === null) return null;
  const changed = { ...one, negated: false };
  const other = one === first ? right : left;
  if (other.kind === 'constant') return changed;
  if (op !== '+' && op !== '-') return asFactor(changed, other);
  const more = (second ?? one).cut.filter(({ call }) => !one.cut.some((known) => known.call === call));
  const terms = one.terms + (first !== null && second !== null ? second.terms : 1);
  const cut = [...one.cut, ...more];
  // `a - a.detach()` is 0 with the gradient of `a`: meant so.
  return { ...changed, cut: op === '-' ? cut.filter(isGiven) : cut, terms };
}

/** A detached loss times what may have a gradient is no term without one: a weight, an advantage. */
const asFactor = (loss: LossResult, other: Value): LossResult =>
  hasMark(other, 'detached') ? loss : { ...loss, cut: loss.cut.filter(isGiven) };

const isGiven = ({ mark }: CutLoss): boolean => mark !== 'detached-loss';

/** Kept from 0 by a constant. */
export const shifted = (tensor: TensorValue, floor: Floor): TensorValue => ({
  ...tensor,
  marks: withMark(tensor.marks, 'shifted'),
  floor,
});

export function withMark(marks: readonly Mark[], mark: Mark): readonly Mark[] {
  return marks.includes(mark) ? marks : [...marks, mark];
}
