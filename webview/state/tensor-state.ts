import { fromValues } from '../../src/core/create.ts';
import { roundTo } from '../../src/core/rounding.ts';
import type { DType, Tensor } from '../../src/core/tensor.ts';
import type { OptionState, TensorState } from '../../src/protocol.ts';

type Encoded = TensorState['data'][number];

const words: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  '-inf': Number.NEGATIVE_INFINITY,
};

export const decode = (value: Encoded): number =>
  typeof value === 'number' ? value : (words[value] ?? Number.NaN);

export function encode(value: number): Encoded {
  if (Number.isFinite(value)) return value;
  if (Number.isNaN(value)) return 'nan';
  return value > 0 ? 'inf' : '-inf';
}

/** A tensor to compute with, from one that JSON can carry. */
export function toTensor(state: TensorState): Tensor {
  const values = new Float64Array(state.data.length);
  for (let i = 0; i < values.length; i++) values[i] = decode(state.data[i] ?? 'nan');
  return fromValues(values, state.shape, state.dtype);
}

/** `toTensor(state)`, made from the tensor of another state of the same form: only the differences are decoded. */
export function redecoded(state: TensorState, before: TensorState, tensor: Tensor): Tensor {
  const data = tensor.data.slice();
  const round = roundTo(state.dtype);
  const changed = changedIndices(state, before);
  if (changed) for (const i of changed) data[i] = round(decode(state.data[i] ?? 'nan'));
  else
    for (let i = 0; i < data.length; i++) {
      const value = state.data[i] ?? 'nan';
      if (value !== before.data[i]) data[i] = round(decode(value));
    }
  return { data, shape: state.shape, dtype: state.dtype };
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

/** Carries what a state was made from. A symbol, so that neither JSON nor a message to the host sees it. */
const origin = Symbol('origin');

interface Origin {
  /** Weak: a chain of edits must not keep every tensor alive. */
  readonly from: WeakRef<TensorState>;
  readonly indices: readonly number[];
}

type Derived = TensorState & { readonly [origin]?: Origin };

/** The elements in which `state` differs from `before`, if it was made from it by {@link withElements}. */
export function changedIndices(state: Derived, before: TensorState): readonly number[] | undefined {
  const made = state[origin];
  return made?.from.deref() === before ? made.indices : undefined;
}

/** The same tensor with one element changed. */
export const withElement = (state: TensorState, index: number, value: number): TensorState =>
  withElements(state, new Map([[index, value]]));

/** The same tensor with several elements changed. */
export function withElements(state: TensorState, changes: ReadonlyMap<number, number>): TensorState {
  const data = state.data.slice();
  const indices: number[] = [];
  for (const [index, value] of changes) {
    const encoded = encode(value);
    if (encoded === data[index]) continue;
    data[index] = encoded;
    indices.push(index);
  }
  const derived: Derived = { ...state, data, [origin]: { from: new WeakRef(state), indices } };
  return derived;
}

export const isTensorState = (value: OptionState | undefined): value is TensorState =>
  typeof value === 'object' && value !== null;
