import { workspace } from 'vscode';
import type { SourceFile } from '../../analysis/project.ts';
import { readNotebook } from '../../python/notebook.ts';
import { isNotebookPath, type Place, uriAt } from './place.ts';
import type { Source } from './source.ts';

/** Larger files are data or generated code; a notebook carries its outputs. */
const LIMIT = { file: 4_000_000, notebook: 40_000_000 };

/** Reads a source that is not open; undefined when it cannot be read, is too large or is no notebook. */
export async function readSource(place: Place): Promise<Source | undefined> {
  const uri = uriAt(place);
  const isNotebook = isNotebookPath(place.path);
  const text = await readText(place, isNotebook ? LIMIT.notebook : LIMIT.file);
  if (text === undefined) return undefined;
  const cells = isNotebook ? notebookCells(text) : [{ index: null, text }];
  return cells && { place, uri, file: { path: place.path, cells }, cells: new Map() };
}

function notebookCells(text: string): SourceFile['cells'] | undefined {
  const cells = readNotebook(text);
  return cells.ok ? cells.value : undefined;
}

async function readText(place: Place, limit: number): Promise<string | undefined> {
  try {
    const bytes = await workspace.fs.readFile(uriAt(place));
    return bytes.length > limit ? undefined : decode(bytes);
  } catch {
    // Deleted meanwhile, a broken link, no permission: the analysis does without.
    return undefined;
  }
}

/** As the editor counts: without a byte order mark; old sources that are not UTF-8 are read as Latin-1. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}
