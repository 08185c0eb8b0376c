import { fail, ok, type Result } from '../../result.ts';
import { numpyType } from './decode.ts';
import type { FileError, FileTensor } from './file.ts';
import { arraysIn } from './pickled.ts';
import { columnMajor, readStrided, rowMajor } from './strided.ts';

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

export const isNpy = (bytes: Uint8Array): boolean => magic.every((byte, i) => bytes[i] === byte);

interface Header {
  readonly descr: string;
  readonly fortran: boolean;
  readonly shape: readonly number[];
  readonly body: Uint8Array;
}

/** Reads NumPy's `.npy`. A pickled object in it (`np.save` of a dictionary) gives the arrays that it holds. */
export function readNpy(bytes: Uint8Array, name: string): Result<readonly FileTensor[], FileError> {
  const header = readHeader(bytes);
  if (!header.ok) return header;
  const { descr, fortran, shape, body } = header.value;
  if (/^\|?O/.test(descr)) return arraysIn(body, name);
  const found = numpyType(descr);
  if (!found) return fail({ message: unsupported(descr) });
  const layout = (fortran ? columnMajor : rowMajor)(shape, found.littleEndian);
  const read = () => readStrided(body, found.type, layout);
  return ok([{ name, shape, dtype: found.type.dtype, stored: descr, read }]);
}

function unsupported(descr: string): string {
  if (descr.startsWith('[')) return 'The array is structured: save its fields as arrays of their own';
  if (/c\d+$/.test(descr)) return 'Complex numbers are not supported: save the real part or the magnitude';
  if (/[US]\d*$/.test(descr)) return 'The array holds text, not numbers';
  return `The dtype ${descr} is not supported`;
}

function readHeader(bytes: Uint8Array): Result<Header, FileError> {
  if (!isNpy(bytes) || bytes.length < 12) return fail({ message: 'This is not a .npy file' });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const long = (bytes[6] ?? 1) >= 2;
  const start = long ? 12 : 10;
  const length = long ? view.getUint32(8, true) : view.getUint16(8, true);
  if (start + length > bytes.length) return fail({ message: 'The .npy file is cut short in its header' });
  const text = new TextDecoder('latin1').decode(bytes.subarray(start, start + length));
  const descr = /'descr':\s*(?:'([^']*)'|(\[.*?\]))\s*,\s*'/.exec(text);
  const shape = /'shape':\s*\(([\d,\sL]*)\)/.exec(text);
  if (!descr || !shape) return fail({ message: 'The header of the .npy file is not understood' });
  return ok({
    descr: descr[1] ?? descr[2] ?? '',
    fortran: /'fortran_order':\s*True/.test(text),
    shape: (shape[1]?.match(/\d+/g) ?? []).map(Number),
    body: bytes.subarray(start + length),
  });
}
