import { at, sizeOf, zeros } from '../create.ts';
import type { LossError } from '../loss.ts';
import type { Round } from '../rounding.ts';
import { broadcastIndex, broadcastShape, sameShape } from '../shape.ts';
import type { DType, Tensor } from '../tensor.ts';

/** The common shape of all `shapes`, or undefined where there is none. */
export const commonOf = (shapes: readonly (readonly number[])[]): readonly number[] | undefined =>
  shapes.reduce<readonly number[] | undefined>((all, next) => all && broadcastShape(all, next), []);

/** The tensor repeated to `shape`; itself where it has that shape. */
export function expanded(tensor: Tensor, shape: readonly number[]): Tensor {
  if (sameShape(tensor.shape, shape)) return tensor;
  const out = zeros(shape, tensor.dtype);
  const home = broadcastIndex(tensor.shape, shape);
  for (let i = 0; i < out.data.length; i++) out.data[i] = at(tensor.data, home(i));
  return out;
}

/** The converse for gradients: sums, over `shape`, what reached the repetitions of each element of `like`, and rounds. */
export function collected(
  sums: Float64Array,
  shape: readonly number[],
  like: Tensor,
  dtype: DType,
  store: Round,
): Tensor {
  const out = zeros(like.shape, dtype);
  if (sameShape(like.shape, shape)) {
    out.data.set(sums.map(store));
    return out;
  }
  const home = broadcastIndex(like.shape, shape);
  const totals = new Float64Array(sizeOf(like.shape));
  for (let i = 0; i < sums.length; i++) totals[home(i)] = (totals[home(i)] as number) + (sums[i] as number);
  out.data.set(totals.map(store));
  return out;
}

/** Refuses, in our words, what PyTorch takes silently: vectors of one component beside longer ones. */
export function checkLengths(a: Tensor, b: Tensor): LossError | undefined {
  if (a.shape.at(-1) === b.shape.at(-1)) return undefined;
  return {
    message: `the vectors have ${a.shape.at(-1)} and ${b.shape.at(-1)} components`,
    cause: 'PyTorch would repeat the single component in some of the sums and not in others.',
    cure: 'Give vectors of the same length.',
    at: 'input',
  };
}
