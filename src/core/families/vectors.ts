import { at, zeros } from '../create.ts';
import type { DType, Tensor } from '../tensor.ts';

/** Vectors along the last axis: `count` of them, each of `length` numbers. */
export interface Vectors {
  readonly count: number;
  readonly length: number;
  readonly shape: readonly number[];
}

export function vectorsOf({ shape, data }: Tensor): Vectors {
  const length = shape[shape.length - 1] ?? 1;
  return { count: length === 0 ? 0 : data.length / length, length, shape: shape.slice(0, -1) };
}

/** The numbers of vector `row`. */
export const vectorAt = (of: Tensor, { length }: Vectors, index: number): number[] =>
  Array.from(of.data.subarray(index * length, (index + 1) * length));

export const component = (of: Tensor, { length }: Vectors, row: number, i: number): number =>
  at(of.data, row * length + i);

/** Rounds accumulated sums into a tensor shaped as `like`. */
export function gathered(
  sums: Float64Array,
  like: Tensor,
  dtype: DType,
  store: (x: number) => number,
): Tensor {
  const out = zeros(like.shape, dtype);
  out.data.set(sums.map(store));
  return out;
}
