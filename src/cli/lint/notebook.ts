import type { SourceFile } from '../../analysis/project.ts';
import { fail, ok, type Result } from '../../result.ts';

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A cell's source is one string or a list of lines. */
function sourceText(source: unknown): string {
  if (typeof source === 'string') return source;
  return listOf(source)
    .filter((line) => typeof line === 'string')
    .join('');
}

/** nbformat 4 keeps `cells`; nbformat 3 kept them in `worksheets`, the source as `input`. */
function cellsOf(notebook: Json): readonly unknown[] {
  if (Array.isArray(notebook.cells)) return notebook.cells;
  return listOf(notebook.worksheets).flatMap((sheet) => (isObject(sheet) ? listOf(sheet.cells) : []));
}

function languageOf(notebook: Json): string {
  const metadata = isObject(notebook.metadata) ? notebook.metadata : {};
  for (const [key, field] of [
    ['language_info', 'name'],
    ['kernelspec', 'language'],
  ] as const) {
    const entry = metadata[key];
    if (isObject(entry) && typeof entry[field] === 'string') return entry[field].toLowerCase();
  }
  return 'python';
}

/** The code cells of a notebook, each with its 0-based index over all cells; none when it is in another language. */
export function readNotebook(text: string): Result<SourceFile['cells'], string> {
  const notebook = parseJson(text);
  if (!isObject(notebook)) return fail('not a notebook: it is not a JSON object');
  if (!languageOf(notebook).includes('python')) return ok([]);
  return ok(
    cellsOf(notebook).flatMap((cell, index) =>
      isObject(cell) && cell.cell_type === 'code'
        ? [{ index, text: sourceText(cell.source ?? cell.input) }]
        : [],
    ),
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
