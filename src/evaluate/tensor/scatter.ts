import { fromValues, sizeOf } from '../../core/create.ts';
import type { Tensor } from '../../core/tensor.ts';

/** Σ of the values that land on each position: how gradients leave views, indexing and broadcasting. */
export function scatterAdd(values: Tensor, positions: ArrayLike<number>, shape: readonly number[]): Tensor {
  const sums = new Float64Array(sizeOf(shape));
  for (let i = 0; i < positions.length; i++) {
    const at = positions[i] as number;
    sums[at] = (sums[at] as number) + (values.data[i] as number);
  }
  return fromValues(sums, shape, values.dtype);
}

/** The gradient of a broadcast input: summed over the axes along which it was repeated. */
export function sumTo(gradient: Tensor, shape: readonly number[], index: (i: number) => number): Tensor {
  const sums = new Float64Array(sizeOf(shape));
  for (let i = 0; i < gradient.data.length; i++) {
    const at = index(i);
    sums[at] = (sums[at] as number) + (gradient.data[i] as number);
  }
  return fromValues(sums, shape, gradient.dtype);
}
