import { fromValues } from '../../core/create.ts';
import type { DType, Tensor } from '../../core/tensor.ts';

import { type NumberKind, type NumberToken, widest } from './number.ts';

/** Numbers gathered from one tensor's text, in the order of their appearance. */
export interface Values {
  readonly numbers: number[];
  kind: NumberKind;
}

export const noValues = (): Values => ({ numbers: [], kind: 'bool' });

export function addNumber(values: Values, token: NumberToken): void {
  values.numbers.push(token.value);
  values.kind = widest(values.kind, token.kind);
}

/** What a library makes of numbers without a dtype. */
export interface DefaultDTypes {
  readonly float: DType;
  readonly int: DType;
}

export const torchDefaults: DefaultDTypes = { float: 'float32', int: 'int64' };
export const numpyDefaults: DefaultDTypes = { float: 'float64', int: 'int64' };
export const jaxDefaults: DefaultDTypes = { float: 'float32', int: 'int32' };

/** The tensor of `values`; an empty one is floating, as in PyTorch and NumPy. */
export function tensorOf(
  values: Values,
  shape: readonly number[],
  dtype: DType | undefined,
  defaults: DefaultDTypes = torchDefaults,
): Tensor {
  const empty = values.numbers.length === 0;
  const inferred = empty || values.kind === 'float' ? defaults.float : defaults.int;
  return fromValues(values.numbers, shape, dtype ?? (values.kind === 'bool' && !empty ? 'bool' : inferred));
}

/** 2^53: beyond it the storage of `int64` (a double) is no longer exact. */
export const isExactInteger = (token: NumberToken): boolean =>
  token.kind !== 'int' || Math.abs(token.value) <= Number.MAX_SAFE_INTEGER;
