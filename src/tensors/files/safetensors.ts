import { sizeOf } from '../../core/create.ts';
import { fail, ok, type Result } from '../../result.ts';
import { type StoredType, storedType } from './decode.ts';
import type { FileError, FileTensor, TensorFile } from './file.ts';
import { readStrided, rowMajor } from './strided.ts';

const names: ReadonlyMap<string, string> = new Map([
  ['F64', 'float64'],
  ['F32', 'float32'],
  ['F16', 'float16'],
  ['BF16', 'bfloat16'],
  ['F8_E5M2', 'float8_e5m2'],
  ['F8_E4M3', 'float8_e4m3'],
  ['I64', 'int64'],
  ['I32', 'int32'],
  ['I16', 'int16'],
  ['I8', 'int8'],
  ['U64', 'uint64'],
  ['U32', 'uint32'],
  ['U16', 'uint16'],
  ['U8', 'uint8'],
  ['BOOL', 'bool'],
]);

/** Headers are at most 100 MB by the format's own rule. */
const maxHeader = 100_000_000;

/** Reads a `.safetensors` file: an 8-byte length, a JSON header, raw little-endian bytes. Every offset is checked. */
export function readSafetensors(bytes: Uint8Array): Result<TensorFile, FileError> {
  const header = readHeader(bytes);
  if (!header.ok) return header;
  const { entries, body } = header.value;
  const tensors: FileTensor[] = [];
  const skipped: { name: string; reason: string }[] = [];
  for (const [name, value] of entries) {
    if (name === '__metadata__') continue;
    const entry = readEntry(name, value, body);
    if (entry.ok) tensors.push(entry.value);
    else skipped.push({ name, reason: entry.error.message });
  }
  return ok({ format: 'safetensors', tensors, skipped });
}

function readHeader(
  bytes: Uint8Array,
): Result<{ entries: [string, unknown][]; body: Uint8Array }, FileError> {
  if (bytes.length < 8) return fail({ message: 'The .safetensors file is cut short: it has no header' });
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (length > maxHeader || 8 + length > bytes.length) {
    return fail({
      message: `The header's length ${length} is beyond the file: this is no .safetensors file`,
    });
  }
  const parsed = parseJson(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    return fail({ message: 'The header of the .safetensors file is not a JSON object' });
  }
  return ok({ entries: Object.entries(parsed), body: bytes.subarray(8 + length) });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const isLengths = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && n >= 0);

function readEntry(name: string, value: unknown, body: Uint8Array): Result<FileTensor, FileError> {
  const entry = Object(value) as { dtype?: unknown; shape?: unknown; data_offsets?: unknown };
  const { dtype, shape, data_offsets: offsets } = entry;
  if (typeof dtype !== 'string' || !isLengths(shape) || !isLengths(offsets) || offsets.length !== 2) {
    return fail({ message: 'Its entry in the header is not complete' });
  }
  const type: StoredType | undefined = storedType(names.get(dtype) ?? '');
  if (!type) return fail({ message: `The dtype ${dtype} is not supported` });
  const [begin = 0, end = 0] = offsets;
  if (begin > end || end > body.length || end - begin !== sizeOf(shape) * type.bytes) {
    return fail({ message: `Its bytes ${begin} to ${end} do not fit its shape [${shape}] or the file` });
  }
  const read = () => readStrided(body.subarray(begin, end), type, rowMajor(shape, true));
  return ok({ name, shape, dtype: type.dtype, stored: dtype, read });
}
