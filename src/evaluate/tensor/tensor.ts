import { fromValues, sizeOf } from '../../core/create.ts';
import { allocate } from '../../core/dtype.ts';
import type { DType, Tensor } from '../../core/tensor.ts';
import { type Context, charge } from '../context.ts';
import { notKnown } from '../signals.ts';
import type { ArrayLibrary, Geometry, Storage, TensorValue } from '../values/value.ts';
import { isRowMajor, positionsOf, rowMajor } from './geometry.ts';

export const shapeOf = (value: TensorValue): readonly number[] => value.geometry.shape;
export const numel = (value: TensorValue): number => sizeOf(value.geometry.shape);
export const rankOf = (value: TensorValue): number => value.geometry.shape.length;

/** A new tensor value with its own storage. */
export function wrap(tensor: Tensor, library: ArrayLibrary, random = false): TensorValue {
  const storage: Storage = {
    data: tensor.data,
    captured: false,
    random,
    lost: undefined,
    version: 0,
    hasRecordedViews: false,
  };
  return bare(library, tensor.dtype, storage, rowMajor(tensor.shape), false);
}

export function bare(
  library: ArrayLibrary,
  dtype: DType,
  storage: Storage,
  geometry: Geometry,
  isView: boolean,
): TensorValue {
  return {
    kind: 'tensor',
    library,
    dtype,
    storage,
    geometry,
    isView,
    requiresGrad: false,
    node: null,
    grad: null,
    retainsGrad: false,
    isParameter: false,
  };
}

const largest = 20_000_000;

/** The numbers in row-major order, without a copy where the storage has them so. Not to be kept: see `keep`. */
export function dense(value: TensorValue): Tensor {
  const { storage, geometry, dtype } = value;
  if (storage.lost !== undefined) notKnown(storage.lost);
  const { shape } = geometry;
  const size = sizeOf(shape);
  // Views such as expand() can be larger than anything that was ever made.
  if (size > largest) notKnown('a view with too many elements');
  if (isRowMajor(geometry)) {
    const whole = geometry.offset === 0 && storage.data.length === size;
    const data = whole ? storage.data : storage.data.slice(geometry.offset, geometry.offset + size);
    return { data, shape, dtype };
  }
  const positions = positionsOf(geometry);
  const data = allocate(dtype, size);
  for (let i = 0; i < size; i++) data[i] = storage.data[positions[i] as number] as number;
  return { data, shape, dtype };
}

/** The numbers as they are now, safe from later writes: the next in-place operation copies first. */
export function keep(value: TensorValue): Tensor {
  value.storage.captured = true;
  return dense(value);
}

/** What NumPy is told to make an array of stays one, even without dimensions. */
export const asArray = (value: TensorValue): TensorValue =>
  value.library === 'numpy' && rankOf(value) === 0 ? { ...value, isArray: true } : value;

/** NumPy's own numbers count as Python numbers elsewhere. */
export const isNumpyNumber = (value: TensorValue): boolean =>
  value.library === 'numpy' && rankOf(value) === 0 && value.isArray !== true;

/** The one number of a tensor with one element. */
export function itemOf(value: TensorValue): number {
  const { data } = dense(value);
  return data[0] as number;
}

/** Writes `tensor` (of the value's shape) into the storage, where all views see it. */
export function overwrite(value: TensorValue, tensor: Tensor, random: boolean): void {
  const { storage, geometry } = value;
  const size = sizeOf(geometry.shape);
  const rounded = tensor.dtype === value.dtype ? tensor : fromValues(tensor.data, tensor.shape, value.dtype);
  storage.version++;
  storage.random = storage.random || random;
  if (isRowMajor(geometry) && geometry.offset === 0 && storage.data.length === size) {
    storage.data = rounded.data === tensor.data ? tensor.data.slice() : rounded.data;
    storage.captured = false;
    storage.lost = undefined;
    return;
  }
  if (storage.captured) storage.data = storage.data.slice();
  storage.captured = false;
  const positions = positionsOf(geometry);
  for (let i = 0; i < size; i++) storage.data[positions[i] as number] = rounded.data[i] as number;
}

/** Gives up the numbers: code that was not run may have written them. */
export function lose(value: TensorValue, reason: string): void {
  value.storage.lost = reason;
  value.grad = null;
}

export const isRandom = (...values: readonly TensorValue[]): boolean =>
  values.some((value) => value.storage.random);

/** A result of `context`'s computation: charged, and a sample where its inputs or the branch are. */
export function result(context: Context, tensor: Tensor, inputs: readonly TensorValue[]): TensorValue {
  charge(context, tensor.data.length);
  return wrap(tensor, libraryOf(inputs), context.tainted || isRandom(...inputs));
}

/** torch decides where libraries meet, then the others over plain NumPy. */
export function libraryOf(inputs: readonly TensorValue[]): ArrayLibrary {
  for (const library of ['torch', 'tensorflow', 'jax'] as const) {
    if (inputs.some((input) => input.library === library)) return library;
  }
  return inputs[0]?.library ?? 'torch';
}
