import { fromValues } from '../../src/core/create.ts';
import type { DType, Tensor } from '../../src/core/tensor.ts';
import type { OptionState, TensorState } from '../../src/protocol.ts';

/** A number as JSON can carry it. */
export type Encoded = TensorState['data'][number];

const words: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  '-inf': Number.NEGATIVE_INFINITY,
};

export const decode = (value: Encoded): number =>
  typeof value === 'number' ? value : (words[value] ?? Number.NaN);

export function encode(value: number): Encoded {
  // JSON knows no negative zero.
  if (Number.isFinite(value)) return value + 0;
  if (Number.isNaN(value)) return 'nan';
  return value > 0 ? 'inf' : '-inf';
}

/** A tensor to compute with, from one that JSON can carry. */
export function toTensor(state: TensorState): Tensor {
  const values = new Float64Array(state.data.length);
  for (let i = 0; i < values.length; i++) values[i] = decode(state.data[i] ?? 'nan');
  return fromValues(values, state.shape, state.dtype);
}

export function toState(tensor: Tensor): TensorState {
  return { data: Array.from(tensor.data, encode), shape: tensor.shape, dtype: tensor.dtype };
}

/** A tensor state from plain numbers. */
export const tensorState = (
  values: readonly number[],
  shape: readonly number[],
  dtype: DType = 'float64',
): TensorState => ({ data: values.map(encode), shape, dtype });

export const isTensorState = (value: OptionState | undefined): value is TensorState =>
  typeof value === 'object' && value !== null;
