import { inflateSync } from 'fflate';
import { fail, ok, type Result } from '../../result.ts';
import type { FileError } from './file.ts';

/** An entry of a zip archive; `read` gives its bytes, without a copy where they are stored plainly. */
export interface ZipEntry {
  readonly name: string;
  readonly size: number;
  readonly read: () => Result<Uint8Array, FileError>;
}

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const localHeader = 0x04034b50;
const maxEntrySize = 2 ** 31;
const cutShort: FileError = { message: 'The archive is damaged or cut short' };

export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);

/** The directory of a zip archive. ZIP64 sizes are read where an entry has them. */
export function readZip(bytes: Uint8Array): Result<readonly ZipEntry[], FileError> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === undefined) return fail(cutShort);
  const { count, start } = directoryAt(view, end);
  const entries: ZipEntry[] = [];
  let at = start;
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== directoryEntry) return fail(cutShort);
    const next =
      at + 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > bytes.length) return fail(cutShort);
    entries.push(readEntry(bytes, view, at));
    at = next;
  }
  return ok(entries);
}

function findEnd(view: DataView): number | undefined {
  const first = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let at = view.byteLength - 22; at >= first; at--) {
    if (view.getUint32(at, true) === endOfDirectory) return at;
  }
  return undefined;
}

function directoryAt(view: DataView, end: number): { count: number; start: number } {
  const count = view.getUint16(end + 10, true);
  const start = view.getUint32(end + 16, true);
  const locator = end - 20;
  if ((count !== 0xffff && start !== 0xffffffff) || locator < 0) return { count, start };
  const zip64 = Number(view.getBigUint64(locator + 8, true));
  if (zip64 + 56 > view.byteLength) return { count, start };
  return {
    count: Number(view.getBigUint64(zip64 + 32, true)),
    start: Number(view.getBigUint64(zip64 + 48, true)),
  };
}

function readEntry(bytes: Uint8Array, view: DataView, at: number): ZipEntry {
  const nameLength = view.getUint16(at + 28, true);
  const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
  const wide = zip64Fields(view, at + 46 + nameLength, view.getUint16(at + 30, true));
  const field = (offset: number) => {
    const value = view.getUint32(at + offset, true);
    return value === 0xffffffff ? (wide.shift() ?? value) : value;
  };
  // The order of the ZIP64 fields: size, compressed size, place.
  const size = field(24);
  const compressed = field(20);
  const place = field(42);
  const method = view.getUint16(at + 10, true);
  return { name, size, read: () => readBody(bytes, view, { method, size, compressed, place }) };
}

function zip64Fields(view: DataView, start: number, length: number): number[] {
  for (let at = start; at + 4 <= Math.min(start + length, view.byteLength); ) {
    const size = view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === 1 && at + 4 + size <= view.byteLength) {
      return Array.from({ length: Math.floor(size / 8) }, (_, i) =>
        Number(view.getBigUint64(at + 4 + i * 8, true)),
      );
    }
    at += 4 + size;
  }
  return [];
}

interface Body {
  readonly method: number;
  readonly size: number;
  readonly compressed: number;
  readonly place: number;
}

function readBody(bytes: Uint8Array, view: DataView, entry: Body): Result<Uint8Array, FileError> {
  const { method, size, compressed, place } = entry;
  if (place + 30 > bytes.length || view.getUint32(place, true) !== localHeader) return fail(cutShort);
  const start = place + 30 + view.getUint16(place + 26, true) + view.getUint16(place + 28, true);
  if (start + compressed > bytes.length) return fail(cutShort);
  const raw = bytes.subarray(start, start + compressed);
  if (method === 0) return ok(raw);
  if (method !== 8) return fail({ message: 'The archive is compressed in a way that is not supported' });
  if (size > maxEntrySize) return fail({ message: 'The entry is too large to unpack' });
  try {
    // The size is given, so an archive that lies about it cannot fill the memory.
    return ok(inflateSync(raw, { out: new Uint8Array(size) }));
  } catch {
    return fail(cutShort);
  }
}
