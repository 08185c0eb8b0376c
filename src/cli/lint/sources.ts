import { readFileSync } from 'node:fs';
import type { SourceFile } from '../../analysis/project.ts';
import { readNotebook } from '../../python/notebook.ts';
import { fail, ok, type Result } from '../../result.ts';

import { notebookLines } from './notebook-lines.ts';

/** Python 2 sources in the encodings of their day still have readable code: every byte is some Latin-1 character. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}

/**
 * Reads one Python file or notebook.
 * @param path as the analysis shall know it; the file is at `absolute`
 */
export function readSource(absolute: string, path: string): Result<SourceFile, string> {
  const text = readText(absolute);
  if (!text.ok) return text;
  if (!absolute.endsWith('.ipynb')) return ok({ path, cells: [{ index: null, text: text.value }] });
  const cells = readNotebook(text.value);
  return cells.ok ? ok({ path, cells: cells.value }) : cells;
}

/** Where the lines of a notebook's cells stand on disk; see `notebookLines`. */
export function readDiskLines(absolute: string): ReadonlyMap<number, readonly number[]> {
  const text = readText(absolute);
  return text.ok ? notebookLines(text.value) : new Map();
}

function readText(absolute: string): Result<string, string> {
  try {
    return ok(decode(readFileSync(absolute)));
  } catch (error) {
    return fail(error instanceof Error ? reason(error) : String(error));
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
};

const reason = (error: NodeJS.ErrnoException): string => REASONS[error.code ?? ''] ?? error.message;
