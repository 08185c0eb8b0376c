import { sizeOf, zeros } from '../../core/create.ts';
import { stridesOf } from '../../core/shape.ts';
import type { Tensor } from '../../core/tensor.ts';
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
  const out = zeros(shape, type.dtype);
  const contiguous = strides.every((stride, axis) => stride === stridesOf(shape)[axis]);
  decodeInto(out.data, bytes, type, littleEndian, contiguous ? (i) => i + offset : positions(layout));
  return ok(out);
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
