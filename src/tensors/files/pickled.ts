import { fail, ok, type Result } from '../../result.ts';
import { numpyType, type StoredType, storedType } from './decode.ts';
import type { FileError, FileTensor, TensorFile } from './file.ts';
import { unpickle } from './pickle/machine.ts';
import type { PersistentLoad } from './pickle/stack.ts';
import {
  isArray,
  isOpaque,
  isSequence,
  isTensor,
  opaque,
  type PickleValue,
  type StoredArray,
  type StoredTensor,
} from './pickle/value.ts';
import { columnMajor, readStrided, rowMajor } from './strided.ts';

/** Gives the bytes of a storage by its key. */
export type StorageBytes = (key: string) => Result<Uint8Array, FileError>;

const storageTypes: ReadonlyMap<string, string> = new Map([
  ['DoubleStorage', 'float64'],
  ['FloatStorage', 'float32'],
  ['HalfStorage', 'float16'],
  ['BFloat16Storage', 'bfloat16'],
  ['LongStorage', 'int64'],
  ['IntStorage', 'int32'],
  ['ShortStorage', 'int16'],
  ['CharStorage', 'int8'],
  ['ByteStorage', 'uint8'],
  ['BoolStorage', 'bool'],
  ['float8_e4m3fn', 'float8_e4m3'],
]);

/** The number type of `torch.FloatStorage` or `torch.float32`. */
export function torchType(name: string): StoredType | undefined {
  const last = name.split('.').at(-1) ?? '';
  return storedType(storageTypes.get(last) ?? last);
}

const maxEntries = 100_000;
const maxDepth = 64;

/** Every tensor and array in a pickled value, named by the way to it: `model.layer1.weight`. */
export function tensorsIn(
  root: PickleValue,
  bytesOf: StorageBytes,
  name = '',
  littleEndian = true,
): Pick<TensorFile, 'tensors' | 'skipped'> {
  const tensors: FileTensor[] = [];
  const skipped: { name: string; reason: string }[] = [];
  const seen = new Set<PickleValue>();
  const visit = (value: PickleValue, path: string, depth: number): void => {
    if (tensors.length >= maxEntries || depth > maxDepth) return;
    if (isTensor(value) || isArray(value)) {
      const entry = isTensor(value)
        ? fromTorch(value, path, bytesOf, littleEndian)
        : fromNumpy(value, path, seen, visit, depth);
      if (entry?.ok) tensors.push(entry.value);
      else if (entry) skipped.push({ name: path, reason: entry.error.message });
      return;
    }
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array || seen.has(value)) return;
    seen.add(value);
    for (const [key, child] of childrenOf(value)) visit(child, join(path, key), depth + 1);
  };
  visit(root, name, 0);
  return { tensors, skipped };
}

// Where a pickled module keeps its parts; their names would only lengthen the path.
const internal = new Set(['_parameters', '_buffers', '_modules']);

const join = (path: string, key: string): string =>
  internal.has(key) || key === '' ? path : path === '' ? key : `${path}.${key}`;

function childrenOf(value: PickleValue): readonly (readonly [string, PickleValue])[] {
  if (value instanceof Map) return [...value].map(([key, child]) => [keyText(key), child] as const);
  if (isSequence(value)) return value.items.map((child, i) => [String(i), child] as const);
  if (!isOpaque(value)) return [];
  return [['', value.state] as const, ...value.args.map((child) => ['', child] as const)];
}

const keyText = (key: PickleValue): string => (typeof key === 'object' ? '?' : String(key));

function fromTorch(
  { storage, offset, shape, strides }: StoredTensor,
  name: string,
  bytesOf: StorageBytes,
  littleEndian: boolean,
): Result<FileTensor, FileError> {
  const type = torchType(storage.type);
  if (!type) return fail({ message: `The dtype of ${storage.type} is not supported` });
  const read = () => {
    const bytes = bytesOf(storage.key);
    return bytes.ok ? readStrided(bytes.value, type, { shape, strides, offset, littleEndian }) : bytes;
  };
  return ok({ name, shape, dtype: type.dtype, stored: storage.type.split('.').at(-1) ?? '', read });
}

function fromNumpy(
  array: StoredArray,
  name: string,
  seen: Set<PickleValue>,
  visit: (value: PickleValue, path: string, depth: number) => void,
  depth: number,
): Result<FileTensor, FileError> | undefined {
  const { descr, shape, fortran, bytes } = array;
  const found = numpyType(descr);
  if (!found || !bytes) {
    if (!seen.has(array)) for (const item of array.objects ?? []) visit(item, name, depth + 1);
    seen.add(array);
    return array.objects
      ? undefined
      : fail({ message: `The dtype ${descr || 'of the array'} is not supported` });
  }
  const layout = (fortran ? columnMajor : rowMajor)(shape, found.littleEndian);
  const read = () => readStrided(bytes, found.type, layout);
  return ok({ name, shape, dtype: found.type.dtype, stored: descr, read });
}

const noStorage: PersistentLoad = () => opaque('persistent id', []);
const noBytes: StorageBytes = () => fail({ message: 'The bytes of this tensor are not in the file' });

/** The arrays in a plain pickle: `pickle.dump`, or an object array of `np.save`. */
export function arraysIn(bytes: Uint8Array, name: string): Result<readonly FileTensor[], FileError> {
  const result = unpickle(bytes, 0, noStorage);
  if (!result.ok) return result;
  const { tensors } = tensorsIn(result.value.value, noBytes, name);
  if (tensors.length === 0)
    return fail({ message: 'There are Python objects in the file but no numeric arrays' });
  return ok(tensors);
}
