import { fail, ok, type Result } from '../../result.ts';
import type { FileError, TensorFile } from './file.ts';
import { unpickle } from './pickle/machine.ts';
import type { PersistentLoad } from './pickle/stack.ts';
import { isGlobal, isSequence, opaque, type PickleValue } from './pickle/value.ts';
import { type StorageBytes, tensorsIn, torchType } from './pickled.ts';
import type { ZipEntry } from './zip.ts';

const missing = (what: string): FileError => ({ message: `${what} is missing from the file` });

/** `('storage', torch.FloatStorage, key, location, count)` */
const storageReference: PersistentLoad = (id) => {
  const [kind, type, key] = isSequence(id) ? id.items : [];
  if (kind !== 'storage' || !isGlobal(type) || key === undefined) return opaque('persistent id', []);
  return { kind: 'storage', key: String(key), type: type.name };
};

/** Reads what `torch.save` writes since 1.6: a zip archive with a pickle and one file a storage. */
export function readPtArchive(entries: readonly ZipEntry[]): Result<TensorFile, FileError> {
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const pickle = entries.find(({ name }) => /(?:^|\/)data\.pkl$/.test(name));
  if (!pickle) return fail(missing('data.pkl'));
  const folder = pickle.name.slice(0, -'data.pkl'.length);
  const bytes = pickle.read();
  if (!bytes.ok) return bytes;
  const order = byName.get(`${folder}byteorder`)?.read();
  const littleEndian = !order?.ok || new TextDecoder().decode(order.value).trim() !== 'big';
  const value = unpickle(bytes.value, 0, storageReference);
  if (!value.ok) return value;
  const bytesOf: StorageBytes = (key) =>
    byName.get(`${folder}data/${key}`)?.read() ?? fail(missing(`The storage ${key}`));
  return ok({ format: 'pt', ...tensorsIn(value.value.value, bytesOf, '', littleEndian) });
}

// 0x1950a86a20f9469cfc6c as a LONG1 behind PROTO 2: how files of PyTorch before 1.6 begin.
const legacyMagic = [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19];

export const isLegacyPt = (bytes: Uint8Array): boolean => legacyMagic.every((byte, i) => bytes[i] === byte);

/** Reads the older format: five pickles in a row, then each storage as a count and its raw elements. */
export function readLegacyPt(bytes: Uint8Array): Result<TensorFile, FileError> {
  const values: PickleValue[] = [];
  const types = new Map<string, string>();
  const persistent: PersistentLoad = (id) => {
    const storage = storageReference(id);
    if (typeof storage === 'object' && storage !== null && 'key' in storage)
      types.set(storage.key, storage.type);
    return storage;
  };
  let at = 0;
  for (let i = 0; i < 5; i++) {
    const next = unpickle(bytes, at, persistent);
    if (!next.ok) return next;
    values.push(next.value.value);
    at = next.value.end;
  }
  const keys = values[4] ?? null;
  const storages = legacyStorages(bytes, at, isSequence(keys) ? keys.items.map(String) : [], types);
  if (!storages.ok) return storages;
  const bytesOf: StorageBytes = (key) => {
    const found = storages.value.get(key);
    return found ? ok(found) : fail(missing(`The storage ${key}`));
  };
  return ok({ format: 'pt', ...tensorsIn(values[3] ?? null, bytesOf) });
}

function legacyStorages(
  bytes: Uint8Array,
  start: number,
  keys: readonly string[],
  types: ReadonlyMap<string, string>,
): Result<ReadonlyMap<string, Uint8Array>, FileError> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = new Map<string, Uint8Array>();
  let at = start;
  for (const key of keys) {
    const size = torchType(types.get(key) ?? '')?.bytes;
    if (size === undefined)
      return fail({ message: `The dtype of ${types.get(key) ?? 'a storage'} is not supported` });
    if (at + 8 > bytes.length) return fail(missing(`The storage ${key}`));
    const end = at + 8 + Number(view.getBigInt64(at, true)) * size;
    if (end > bytes.length || end < at) return fail(missing(`Part of the storage ${key}`));
    found.set(key, bytes.subarray(at + 8, end));
    at = end;
  }
  return ok(found);
}
