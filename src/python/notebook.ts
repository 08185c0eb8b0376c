import { fail, ok, type Result } from '../result.ts';

/** A code cell of a notebook. `index` counts all cells, markdown too, from 0; `text` is the source as stored. */
export interface NotebookCell {
  readonly index: number;
  readonly text: string;
}

/**
 * The Python code cells of an `.ipynb` file (nbformat 3 and 4), in document order. A notebook in another language has
 * none. Fails, with a sentence, on text that is no notebook.
 */
export function readNotebook(json: string): Result<readonly NotebookCell[], string> {
  const parsed = parseJson(json);
  if (!isRecord(parsed)) return fail('This is not a notebook: the file is not a JSON object');
  const cells = Array.isArray(parsed['cells']) ? parsed['cells'] : worksheetCells(parsed);
  if (cells === undefined) return fail('This is not a notebook: it has no list of cells');
  return ok(isPython(parsed) ? cells.flatMap((cell: unknown, index) => codeCell(cell, index)) : []);
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json.startsWith('\uFEFF') ? json.slice(1) : json);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function worksheetCells(notebook: Readonly<Record<string, unknown>>): unknown[] | undefined {
  const sheets = notebook['worksheets'];
  const first: unknown = Array.isArray(sheets) ? sheets[0] : undefined;
  return isRecord(first) && Array.isArray(first['cells']) ? first['cells'] : undefined;
}

/** Notebooks say their language in one of two places; old ones say nothing and are Python. */
function isPython(notebook: Readonly<Record<string, unknown>>): boolean {
  const metadata = isRecord(notebook['metadata']) ? notebook['metadata'] : {};
  const info = isRecord(metadata['language_info']) ? metadata['language_info']['name'] : undefined;
  const kernel = isRecord(metadata['kernelspec']) ? metadata['kernelspec']['language'] : undefined;
  const language = info ?? kernel;
  return typeof language !== 'string' || /python/i.test(language);
}

function codeCell(cell: unknown, index: number): NotebookCell[] {
  if (!isRecord(cell) || cell['cell_type'] !== 'code') return [];
  const source = cell['source'] ?? cell['input'];
  const lines = Array.isArray(source) ? source : [source];
  const text = lines.filter((line) => typeof line === 'string').join('');
  return [{ index, text }];
}
