import { at } from '../create.ts';
import { singleExp } from '../kernel/exp.ts';
import type { Precision } from '../rounding.ts';
import type { TensorData } from '../tensor.ts';

/*
 * Cross-entropy of one row of logits and one class index, straight from the tensors: the same numbers as log_softmax and
 * picking give, without a row in between. float32 and float64, where time counts, have loops of their own, because a
 * rounding function that is called for each number takes as long as the exponential.
 */

/** Where a row of logits lies: class c at start + c·stride. */
export interface RowPlace {
  readonly start: number;
  readonly stride: number;
  readonly classes: number;
}

/** What log_softmax subtracts: the maximum, then log Σ e^{z − max}. */
export interface Normaliser {
  readonly max: number;
  readonly logSum: number;
}

/** The maximum and log Σ e^{z − max} of a row, each rounded as PyTorch's kernel rounds it. */
export function normaliserOf(data: TensorData, place: RowPlace, { dtype, work }: Precision): Normaliser {
  const max = maximumOf(data, place);
  const sum = dtype === 'float64' ? sumDouble(data, place, max) : sumSingle(data, place, max);
  return { max, logSum: work(Math.log(work(sum))) };
}

function maximumOf(data: TensorData, { start, stride, classes }: RowPlace): number {
  let max = Number.NEGATIVE_INFINITY;
  for (let c = 0, i = start; c < classes; c++, i += stride) {
    const z = data[i] as number;
    // NaN goes through, as Math.max lets it.
    if (!(z <= max)) max = Number.isNaN(max) ? max : z;
  }
  return max;
}

function sumSingle(data: TensorData, { start, stride, classes }: RowPlace, max: number): number {
  let sum = 0;
  for (let c = 0, i = start; c < classes; c++, i += stride)
    sum += singleExp(Math.fround((data[i] as number) - max));
  return sum;
}

function sumDouble(data: TensorData, { start, stride, classes }: RowPlace, max: number): number {
  let sum = 0;
  for (let c = 0, i = start; c < classes; c++, i += stride) sum += Math.exp((data[i] as number) - max);
  return sum;
}

/** log_softmax of the logit z. */
export const logProbability = (z: number, { max, logSum }: Normaliser, { work, store }: Precision): number =>
  store(work(z - max) - logSum);

/**
 * Writes the gradient g·(p − onehot) of a row.
 * @param pull minus the gradient that reaches the log-probability of the true class, already rounded
 */
export function writeClassGradient(
  out: TensorData,
  data: TensorData,
  place: RowPlace,
  index: number,
  pull: number,
  precision: Precision,
): void {
  const normaliser = normaliserOf(data, place, precision);
  const own = place.start + index * place.stride;
  const given = -pull;
  const total = precision.work(given);
  if (precision.dtype === 'float32') fillSingle(out, data, place, normaliser, total);
  else if (precision.dtype === 'float64') fillDouble(out, data, place, normaliser, total);
  else fillHalf(out, data, place, normaliser, total, precision);
  const p = precision.work(Math.exp(logProbability(at(data, own), normaliser, precision)));
  out[own] = precision.store(given - precision.work(p * total));
}

function fillSingle(
  out: TensorData,
  data: TensorData,
  { start, stride, classes }: RowPlace,
  { max, logSum }: Normaliser,
  total: number,
): void {
  for (let c = 0, i = start; c < classes; c++, i += stride) {
    const logp = Math.fround(Math.fround((data[i] as number) - max) - logSum);
    out[i] = -Math.fround(singleExp(logp) * total);
  }
}

function fillDouble(
  out: TensorData,
  data: TensorData,
  { start, stride, classes }: RowPlace,
  { max, logSum }: Normaliser,
  total: number,
): void {
  for (let c = 0, i = start; c < classes; c++, i += stride)
    out[i] = -(Math.exp((data[i] as number) - max - logSum) * total);
}

function fillHalf(
  out: TensorData,
  data: TensorData,
  { start, stride, classes }: RowPlace,
  normaliser: Normaliser,
  total: number,
  precision: Precision,
): void {
  const { work, store } = precision;
  for (let c = 0, i = start; c < classes; c++, i += stride) {
    const p = work(Math.exp(logProbability(data[i] as number, normaliser, precision)));
    out[i] = store(-work(p * total));
  }
}
