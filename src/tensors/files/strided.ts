import { sizeOf, zeros } from '../../core/create.ts';
import { stridesOf } from '../../core/shape.ts';
import type { Tensor, TensorData } from '../../core/tensor.ts';
import { fail, ok, type Result } from '../../result.ts';
import { decodeInto, type StoredType } from './decode.ts';
import { type FileError, maxElements } from './file.ts';

/** How a tensor's elements lie in its bytes; strides and offset in elements. */
export interface Layout {
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  readonly offset: number;
  readonly littleEndian: boolean;
}

export const rowMajor = (shape: readonly number[], littleEndian: boolean): Layout => ({
  shape,
  strides: stridesOf(shape),
  offset: 0,
  littleEndian,
});

export function columnMajor(shape: readonly number[], littleEndian: boolean): Layout {
  return { shape, strides: stridesOf([...shape].reverse()).reverse(), offset: 0, littleEndian };
}

const isLength = (n: number): boolean => Number.isSafeInteger(n) && n >= 0;

/** Decodes a strided view into a row-major tensor; every element must lie within the bytes. */
export function readStrided(bytes: Uint8Array, type: StoredType, layout: Layout): Result<Tensor, FileError> {
  const { shape, strides, offset, littleEndian } = layout;
  const valid = [...shape, ...strides, offset].every(isLength) && shape.length === strides.length;
  if (!valid) return fail({ message: `The shape [${shape}] with strides [${strides}] is not valid` });
  const count = sizeOf(shape);
  if (count > maxElements) return fail({ message: `${count} elements are too many to show` });
  const last = shape.reduce((sum, length, axis) => sum + (length - 1) * (strides[axis] ?? 0), offset);
  if (count > 0 && (last + 1) * type.bytes > bytes.length) {
    return fail({
      message: `The file is cut short: [${shape}] needs ${(last + 1) * type.bytes} bytes, ${bytes.length} are there`,
    });
  }
  const contiguous = strides.every((stride, axis) => stride === stridesOf(shape)[axis]);
  const view = contiguous && littleEndian ? viewed(bytes, type, offset, count) : undefined;
  if (view) return ok({ data: view, shape, dtype: type.dtype });
  const out = zeros(shape, type.dtype);
  decodeInto(out.data, bytes, type, littleEndian, contiguous ? (i) => i + offset : positions(layout));
  return ok(out);
}

const arrays = {
  float64: Float64Array,
  float32: Float32Array,
  int32: Int32Array,
  uint8: Uint8Array,
} as const;
const littleEndianMachine = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/**
 * The bytes themselves as the tensor's array, where they lie as one: a large file is in memory once. Undefined where
 * they have to be decoded.
 */
function viewed(
  bytes: Uint8Array,
  { name, bytes: size }: StoredType,
  offset: number,
  count: number,
): TensorData | undefined {
  const start = bytes.byteOffset + offset * size;
  const array = Object.entries(arrays).find(([each]) => each === name)?.[1];
  if (!array || !littleEndianMachine || start % size !== 0) return undefined;
  return new array(bytes.buffer as ArrayBuffer, start, count);
}

function positions({ shape, strides, offset }: Layout): (i: number) => number {
  const own = stridesOf(shape);
  return (i) => {
    let rest = i;
    let position = offset;
    for (let axis = 0; axis < shape.length; axis++) {
      const step = own[axis] ?? 1;
      const index = Math.floor(rest / step);
      rest -= index * step;
      position += index * (strides[axis] ?? 0);
    }
    return position;
  };
}
