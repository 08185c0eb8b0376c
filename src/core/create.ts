import { allocate } from './dtype.ts';
import { roundTo } from './rounding.ts';
import type { DType, Tensor, TensorData } from './tensor.ts';

/** Nested lists of numbers, as JSON has them. */
export type Nested = number | boolean | readonly Nested[];

export const sizeOf = (shape: readonly number[]): number => shape.reduce((size, length) => size * length, 1);

export function zeros(shape: readonly number[], dtype: DType): Tensor {
  return { data: allocate(dtype, sizeOf(shape)), shape, dtype };
}

export function full(shape: readonly number[], value: number, dtype: DType): Tensor {
  const out = zeros(shape, dtype);
  out.data.fill(roundTo(dtype)(value));
  return out;
}

/** A tensor of `values` in row-major order, each rounded to `dtype`. Missing values are NaN. */
export function fromValues(values: ArrayLike<number>, shape: readonly number[], dtype: DType): Tensor {
  const out = zeros(shape, dtype);
  const round = roundTo(dtype);
  for (let i = 0; i < out.data.length; i++) out.data[i] = round(values[i] ?? Number.NaN);
  return out;
}

export const scalar = (value: number, dtype: DType): Tensor => fromValues([value], [], dtype);

/**
 * A tensor from nested lists, like `torch.tensor(values, dtype=dtype)`. Lists must be rectangular; use the readers in
 * `tensors` for text that may not be.
 */
export function tensor(values: Nested, dtype: DType = 'float32'): Tensor {
  const shape: number[] = [];
  for (let level = values; Array.isArray(level); level = level[0]) shape.push(level.length);
  const flat = Array.isArray(values) ? values.flat(Number.POSITIVE_INFINITY) : [values];
  return fromValues(flat.map(Number), shape, dtype);
}

/** The same values in another dtype; the tensor itself when nothing changes. */
export const cast = (source: Tensor, dtype: DType): Tensor =>
  source.dtype === dtype ? source : fromValues(source.data, source.shape, dtype);

/** Nested lists of the tensor's values; a number for a scalar. */
export function toNested(source: Tensor): Nested {
  const build = (axis: number, start: number): Nested => {
    const length = source.shape[axis];
    if (length === undefined) return source.data[start] ?? Number.NaN;
    const step = sizeOf(source.shape.slice(axis + 1));
    return Array.from({ length }, (_, i) => build(axis + 1, start + i * step));
  };
  return build(0, 0);
}

/** The element at `i`, which the caller knows to exist. */
export const at = (data: TensorData, i: number): number => data[i] as number;
