/** The dtypes a loss can meet, by PyTorch's names. */
export type DType =
  | 'float64'
  | 'float32'
  | 'float16'
  | 'bfloat16'
  | 'int64'
  | 'int32'
  | 'int16'
  | 'int8'
  | 'uint8'
  | 'bool';

/**
 * Storage by dtype: float64 and int64 in a Float64Array (integers are exact to 2^53), the other floats in a
 * Float32Array already rounded to their dtype, the other integers and bool in an Int32Array or Uint8Array.
 */
export type TensorData = Float64Array | Float32Array | Int32Array | Uint8Array;

/** A dense row-major tensor. `shape` is [] for a scalar; `data.length` is the product of `shape`. */
export interface Tensor {
  readonly data: TensorData;
  readonly shape: readonly number[];
  readonly dtype: DType;
}
