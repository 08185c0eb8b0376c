import { fail, ok, type Result } from '../../result.ts';
import { parseTensors } from '../parse.ts';
import type { FileError, FileTensor, TensorFile } from './file.ts';
import { isNpy, readNpy } from './npy.ts';
import { arraysIn } from './pickled.ts';
import { isLegacyPt, readLegacyPt, readPtArchive } from './pt.ts';
import { readSafetensors } from './safetensors.ts';
import { isZip, readZip } from './zip.ts';

/** File names (by their ending) that hold tensors. */
export const tensorFileEndings: readonly string[] = [
  '.npy',
  '.npz',
  '.safetensors',
  '.pt',
  '.pth',
  '.bin',
  '.ckpt',
  '.pkl',
  '.pickle',
  '.csv',
  '.tsv',
];

/**
 * Lists the tensors of a file. The format is told by the first bytes, then by the file's ending. Nothing in the file is
 * run; numbers are decoded when an entry is read.
 */
export function readTensorFile(fileName: string, bytes: Uint8Array): Result<TensorFile, FileError> {
  if (bytes.length === 0) return fail({ message: 'The file is empty' });
  if (isNpy(bytes)) return lone('npy', readNpy(bytes, ''));
  if (isZip(bytes)) return readArchive(bytes);
  if (isLegacyPt(bytes)) return readLegacyPt(bytes);
  if (fileName.endsWith('.safetensors')) return readSafetensors(bytes);
  if (/\.(?:pkl|pickle|pt|pth|bin|ckpt)$/.test(fileName)) return lone('pickle', arraysIn(bytes, ''));
  if (/\.(?:csv|tsv|txt|json|jsonl|md|log)$/.test(fileName)) return readText(bytes);
  const [numpy] = /\.np[yz]$/.exec(fileName) ?? [];
  if (numpy) return fail({ message: `This is no ${numpy} file: it does not begin as one` });
  return fail({
    message: `The format of ${fileName} is not known: ${tensorFileEndings.join(', ')} can be read`,
  });
}

function lone(
  format: TensorFile['format'],
  tensors: Result<readonly FileTensor[], FileError>,
): Result<TensorFile, FileError> {
  return tensors.ok ? ok({ format, tensors: tensors.value, skipped: [] }) : tensors;
}

function readArchive(bytes: Uint8Array): Result<TensorFile, FileError> {
  const entries = readZip(bytes);
  if (!entries.ok) return entries;
  if (entries.value.some(({ name }) => /(?:^|\/)data\.pkl$/.test(name))) return readPtArchive(entries.value);
  const tensors: FileTensor[] = [];
  const skipped: { name: string; reason: string }[] = [];
  for (const entry of entries.value) {
    const name = entry.name.replace(/\.npy$/, '');
    const body = entry.read();
    const read = body.ok ? readNpy(body.value, name) : body;
    if (read.ok) tensors.push(...read.value);
    else skipped.push({ name, reason: read.error.message });
  }
  return ok({ format: 'npz', tensors, skipped });
}

function readText(bytes: Uint8Array): Result<TensorFile, FileError> {
  const found = parseTensors(new TextDecoder().decode(bytes));
  if (!found.ok) return fail({ message: found.error.message });
  const tensors = found.value.map(({ tensor, name = '', form }) => ({
    name,
    shape: tensor.shape,
    dtype: tensor.dtype,
    stored: form,
    read: () => ok(tensor),
  }));
  return ok({ format: 'text', tensors, skipped: [] });
}
