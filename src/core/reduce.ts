import { at, fromValues, scalar } from './create.ts';
import type { Elements, Finish, LossCall } from './loss.ts';
import { precisionOf } from './rounding.ts';
import type { Tensor } from './tensor.ts';

/** A sum as an accurate (cascade) summation in the working precision gives it: exact to one rounding. */
function sum(elements: Elements, weights: Float64Array | undefined): number {
  let total = 0;
  let lost = 0;
  for (let i = 0; i < elements.losses.data.length; i++) {
    const term = at(elements.losses.data, i) * (weights ? (weights[i] as number) : 1);
    const next = total + term;
    // Neumaier: what the addition dropped. Undefined among infinities, where the plain sum is right.
    if (Number.isFinite(next))
      lost += Math.abs(total) >= Math.abs(term) ? total - next + term : term - next + total;
    total = next;
  }
  return Number.isFinite(total) ? total + lost : total;
}

/** What the reduction divides the sum by: 1 for `sum` and `none`. */
export function divisorOf(elements: Elements, call: LossCall, batch: number): number {
  if (call.reduction === 'mean') return elements.divisor;
  return call.reduction === 'batchmean' ? batch : 1;
}

/** The reduced loss, rounded to the call's dtype; a mean over nothing is NaN, as in PyTorch. */
export function reduce(elements: Elements, call: LossCall, batch: number): Tensor {
  if (call.reduction === 'none') return elements.losses;
  const { work, store } = precisionOf(call.dtype);
  if (call.reduction === 'mean' && elements.divisor === 0 && elements.emptyMean !== undefined)
    return scalar(elements.emptyMean, call.dtype);
  const total = work(sum(elements, call.reduction === 'mean' ? elements.meanWeights : undefined));
  return scalar(store(work(total / work(divisorOf(elements, call, batch)))), call.dtype);
}

/** The result after the loss's last function, if it has one. */
export function finished(reduced: Tensor, finish: Finish | undefined): Tensor {
  return finish ? fromValues(reduced.data.map(finish.value), reduced.shape, reduced.dtype) : reduced;
}

/** Multiplies what reaches the elements by the slope of the loss's last function at the reduced value. */
export function throughFinish(
  upstream: Float64Array,
  reduced: Tensor,
  finish: Finish | undefined,
): Float64Array {
  if (!finish) return upstream;
  const each = reduced.data.length === upstream.length;
  return upstream.map((u, i) => u * finish.slope(at(reduced.data, each ? i : 0)));
}

/** The gradient of the summed result with respect to each element: what `backward` receives. */
export function upstreamOf(elements: Elements, call: LossCall, batch: number): Float64Array {
  const { work } = precisionOf(call.dtype);
  const share = work(1 / divisorOf(elements, call, batch));
  const upstream = new Float64Array(elements.losses.data.length).fill(share);
  const weights = call.reduction === 'mean' ? elements.meanWeights : undefined;
  return weights ? upstream.map((u, i) => u * (weights[i] as number)) : upstream;
}
