import { at, zeros } from '../create.ts';
import type { Elements, LossError } from '../loss.ts';
import { precisionOf } from '../rounding.ts';
import { sameShape, torchSize } from '../shape.ts';
import type { DType, Tensor } from '../tensor.ts';
import { checkFloating } from './elementwise.ts';
import { learned, plainReductions } from './specs.ts';

/** Of one sample: Σ p·t, Σ p and Σ t. */
export interface Overlap {
  readonly both: number;
  readonly predicted: number;
  readonly actual: number;
}

/** The index 1 − score(overlap) and its derivatives with respect to the three sums. */
export interface OverlapRule {
  readonly loss: (overlap: Overlap) => number;
  readonly slope: (overlap: Overlap) => Overlap;
}

export interface OverlapCall {
  readonly inputs: { readonly input: Tensor; readonly target: Tensor };
  readonly dtype: DType;
}

/** What dice and Tversky share. */
export const overlapInputs = [
  learned(
    'input',
    'prediction',
    ['probabilities'],
    'probabilities; the first axis counts samples, the rest is one mask',
  ),
  learned('target', 'target', ['multi-hot', 'one-hot'], 'the true mask, 0 or 1, shaped as the input'),
] as const;

export const overlapReductions = plainReductions;

/** Each sample is all that lies under one index of the first axis; a vector is one sample. */
export function samplesOf({ shape, data }: Tensor): { readonly count: number; readonly length: number } {
  const count = shape.length > 1 ? (shape[0] ?? 1) : 1;
  return { count, length: count === 0 ? 0 : data.length / count };
}

/** The whole batch as one sample: Keras has one loss for all. */
export const wholeBatch = ({ inputs, dtype }: OverlapCall): OverlapCall => ({
  inputs: { input: flat(inputs.input), target: flat(inputs.target) },
  dtype,
});

const flat = (tensor: Tensor): Tensor => ({ ...tensor, shape: [tensor.data.length] });

/** The sums of sample `row`. */
export function overlapAt({ inputs: { input, target }, dtype }: OverlapCall, row: number): Overlap {
  const { work } = precisionOf(dtype);
  const { length } = samplesOf(input);
  let [both, predicted, actual] = [0, 0, 0];
  for (let i = row * length; i < (row + 1) * length; i++) {
    const [p, t] = [at(input.data, i), at(target.data, i)];
    both += work(p * t);
    predicted += p;
    actual += t;
  }
  return { both: work(both), predicted: work(predicted), actual: work(actual) };
}

export function overlapForward(call: OverlapCall, rule: OverlapRule): Elements {
  const { count } = samplesOf(call.inputs.input);
  const { store } = precisionOf(call.dtype);
  const losses = zeros(call.inputs.input.shape.length > 1 ? [count] : [], call.dtype);
  for (let row = 0; row < count; row++) losses.data[row] = store(rule.loss(overlapAt(call, row)));
  return { losses, divisor: count };
}

export function overlapBackward(
  given: OverlapCall,
  upstream: Float64Array,
  rule: OverlapRule,
  whole = false,
) {
  const { input, target } = given.inputs;
  const call = whole ? wholeBatch(given) : given;
  const { count, length } = samplesOf(call.inputs.input);
  const { store } = precisionOf(call.dtype);
  const ofInput = zeros(input.shape, call.dtype);
  const ofTarget = zeros(target.shape, call.dtype);
  for (let row = 0; row < count; row++) {
    const slope = rule.slope(overlapAt(call, row));
    const u = upstream[row] as number;
    for (let i = row * length; i < (row + 1) * length; i++) {
      ofInput.data[i] = store(u * (slope.both * at(target.data, i) + slope.predicted));
      ofTarget.data[i] = store(u * (slope.both * at(input.data, i) + slope.actual));
    }
  }
  return { input: ofInput, target: ofTarget };
}

/** The words are ours: PyTorch has no such loss. */
export function checkMasks({ inputs: { input, target } }: OverlapCall): LossError | undefined {
  const floating = checkFloating('dice', input, input, 'input');
  if (floating || sameShape(input.shape, target.shape)) return floating;
  return {
    message: `input and target need the same shape, got ${torchSize(input.shape)} and ${torchSize(target.shape)}`,
    cure: 'Give one mask per class in both: one_hot(target).movedim(-1, 1) for class indices.',
    at: 'target',
  };
}
