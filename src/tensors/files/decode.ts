import type { DType, TensorData } from '../../core/tensor.ts';

/** A number type of a file: how many bytes, how they are read, and what holds them without loss. */
export interface StoredType {
  readonly name: string;
  readonly bytes: number;
  readonly dtype: DType;
  readonly get: (view: DataView, offset: number, littleEndian: boolean) => number;
}

/** IEEE-like floats of 8 and 16 bits from their fields. `infinite`: the top exponent means inf and nan. */
function smallFloat(bits: number, exponentBits: number, mantissaBits: number, infinite: boolean): number {
  const sign = bits >> (exponentBits + mantissaBits) ? -1 : 1;
  const exponent = (bits >> mantissaBits) & ((1 << exponentBits) - 1);
  const mantissa = bits & ((1 << mantissaBits) - 1);
  const top = (1 << exponentBits) - 1;
  const bias = top >> 1;
  if (exponent === 0) return sign * mantissa * 2 ** (1 - bias - mantissaBits);
  if (infinite && exponent === top) return mantissa ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  if (exponent === top && mantissa === (1 << mantissaBits) - 1) return Number.NaN;
  return sign * (1 + mantissa / (1 << mantissaBits)) * 2 ** (exponent - bias);
}

const bfloat16 = (bits: number): number => smallFloat(bits, 8, 7, true);

const list: readonly StoredType[] = [
  { name: 'float64', bytes: 8, dtype: 'float64', get: (v, o, le) => v.getFloat64(o, le) },
  { name: 'float32', bytes: 4, dtype: 'float32', get: (v, o, le) => v.getFloat32(o, le) },
  {
    name: 'float16',
    bytes: 2,
    dtype: 'float16',
    get: (v, o, le) => smallFloat(v.getUint16(o, le), 5, 10, true),
  },
  { name: 'bfloat16', bytes: 2, dtype: 'bfloat16', get: (v, o, le) => bfloat16(v.getUint16(o, le)) },
  { name: 'float8_e5m2', bytes: 1, dtype: 'float16', get: (v, o) => smallFloat(v.getUint8(o), 5, 2, true) },
  { name: 'float8_e4m3', bytes: 1, dtype: 'float16', get: (v, o) => smallFloat(v.getUint8(o), 4, 3, false) },
  { name: 'int64', bytes: 8, dtype: 'int64', get: (v, o, le) => Number(v.getBigInt64(o, le)) },
  { name: 'int32', bytes: 4, dtype: 'int32', get: (v, o, le) => v.getInt32(o, le) },
  { name: 'int16', bytes: 2, dtype: 'int16', get: (v, o, le) => v.getInt16(o, le) },
  { name: 'int8', bytes: 1, dtype: 'int8', get: (v, o) => v.getInt8(o) },
  { name: 'uint64', bytes: 8, dtype: 'int64', get: (v, o, le) => Number(v.getBigUint64(o, le)) },
  { name: 'uint32', bytes: 4, dtype: 'int64', get: (v, o, le) => v.getUint32(o, le) },
  { name: 'uint16', bytes: 2, dtype: 'int32', get: (v, o, le) => v.getUint16(o, le) },
  { name: 'uint8', bytes: 1, dtype: 'uint8', get: (v, o) => v.getUint8(o) },
  { name: 'bool', bytes: 1, dtype: 'bool', get: (v, o) => (v.getUint8(o) === 0 ? 0 : 1) },
];

const byName: ReadonlyMap<string, StoredType> = new Map(list.map((type) => [type.name, type]));

export const storedType = (name: string): StoredType | undefined => byName.get(name);

const numpyNames: Readonly<Record<string, string>> = {
  f8: 'float64',
  f4: 'float32',
  f2: 'float16',
  i8: 'int64',
  i4: 'int32',
  i2: 'int16',
  i1: 'int8',
  u8: 'uint64',
  u4: 'uint32',
  u2: 'uint16',
  u1: 'uint8',
  b1: 'bool',
  '?': 'bool',
};

/** The type of a NumPy code such as '<f4', and whether its bytes are little-endian. */
export function numpyType(code: string): { type: StoredType; littleEndian: boolean } | undefined {
  const name = numpyNames[code.replace(/^[<>|=]/, '')];
  const type = name === undefined ? undefined : byName.get(name);
  return type && { type, littleEndian: !code.startsWith('>') };
}

/** Fills `out` with the elements whose byte offsets `position` gives. The caller has checked the bounds. */
export function decodeInto(
  out: TensorData,
  bytes: Uint8Array,
  type: StoredType,
  littleEndian: boolean,
  position: (i: number) => number = (i) => i,
): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let i = 0; i < out.length; i++) out[i] = type.get(view, position(i) * type.bytes, littleEndian);
}
