import { NotebookCellKind, type NotebookDocument, type TextDocument, type Uri, workspace } from 'vscode';
import type { SourceFile } from '../../analysis/project.ts';
import { type Place, placeOf } from './place.ts';

/** A Python file or a notebook: its text as the analysis takes it, and where the editor has it. */
export interface Source {
  readonly place: Place;
  readonly uri: Uri;
  readonly file: SourceFile;
  /** The cells' documents by index over all cells; empty for a Python file and for a notebook that is not open. */
  readonly cells: ReadonlyMap<number, Uri>;
}

/** A position's home within a source: null in a Python file, else the cell's index. */
export interface DocumentHome {
  readonly place: Place;
  readonly cell: number | null;
}

const CELL_SCHEME = 'vscode-notebook-cell';

/** Old versions of a file, shown beside it by Git and reviews, are not what the user works on. */
function isLive(uri: Uri): boolean {
  return (
    uri.scheme === 'untitled' ||
    workspace.getWorkspaceFolder(uri) !== undefined ||
    workspace.fs.isWritableFileSystem(uri.scheme) === true
  );
}

/** True for the Python documents that are analysed, cells of Jupyter notebooks among them. */
export function isAnalysed(document: TextDocument): boolean {
  if (document.languageId !== 'python') return false;
  if (document.uri.scheme === CELL_SCHEME) return notebookOf(document) !== undefined;
  return isLive(document.uri);
}

/** The Jupyter notebook that a cell's document belongs to. */
export function notebookOf(document: TextDocument): NotebookDocument | undefined {
  if (document.uri.scheme !== CELL_SCHEME) return undefined;
  return workspace.notebookDocuments.find(
    (notebook) =>
      isJupyter(notebook) &&
      notebook.uri.path === document.uri.path &&
      notebook.getCells().some((cell) => cell.document === document),
  );
}

export const isJupyter = (notebook: NotebookDocument): boolean =>
  notebook.notebookType === 'jupyter-notebook';

export function homeOf(document: TextDocument): DocumentHome {
  const notebook = notebookOf(document);
  if (!notebook) return { place: placeOf(document.uri), cell: null };
  const cell = notebook.getCells().find((candidate) => candidate.document === document);
  return { place: placeOf(notebook.uri), cell: cell?.index ?? null };
}

/** The whole source that a document is, or is a cell of. */
export function sourceOf(document: TextDocument): Source {
  const notebook = notebookOf(document);
  return notebook ? notebookSource(notebook) : documentSource(document);
}

function documentSource(document: TextDocument): Source {
  const place = placeOf(document.uri);
  const file = { path: place.path, cells: [{ index: null, text: document.getText() }] };
  return { place, uri: document.uri, file, cells: new Map() };
}

/** Only Python code cells; a cell in another language (`%%bash` kernels, SQL) keeps its index but is left out. */
export function notebookSource(notebook: NotebookDocument): Source {
  const place = placeOf(notebook.uri);
  const code = notebook
    .getCells()
    .filter((cell) => cell.kind === NotebookCellKind.Code && cell.document.languageId === 'python');
  return {
    place,
    uri: notebook.uri,
    file: {
      path: place.path,
      cells: code.map((cell) => ({ index: cell.index, text: cell.document.getText() })),
    },
    cells: new Map(code.map((cell) => [cell.index, cell.document.uri])),
  };
}
