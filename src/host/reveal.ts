import {
  NotebookEditorRevealType,
  NotebookRange,
  Range,
  type TextDocument,
  TextEditorRevealType,
  Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import type { SourceState } from '../protocol.ts';
import type { Target } from './links.ts';
import { notebookOf } from './workspace/source.ts';

/** Leads to where a panel's tensors came from. */
export async function revealSource({ uri, start, end }: SourceState): Promise<void> {
  const document = await workspace.openTextDocument(Uri.parse(uri));
  await revealRange(document, new Range(document.positionAt(start), document.positionAt(end)));
}

/** Leads to the target of a link in a hover. */
export async function revealTarget({ uri, range }: Target): Promise<void> {
  const document = await workspace.openTextDocument(Uri.parse(uri));
  await revealRange(document, new Range(...range));
}

/** Shows a range of a document, in its notebook where it is a cell, in the editor group where it already is. */
async function revealRange(document: TextDocument, range: Range): Promise<void> {
  const notebook = notebookOf(document);
  if (!notebook) {
    const editor = await window.showTextDocument(document, {
      viewColumn: columnOf(document),
      selection: range,
    });
    editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
    return;
  }
  const index = notebook.getCells().findIndex((cell) => cell.document === document);
  const cells = new NotebookRange(index, index + 1);
  const editor = await window.showNotebookDocument(notebook, { selections: [cells] });
  editor.revealRange(cells, NotebookEditorRevealType.InCenterIfOutsideViewport);
  const open = window.visibleTextEditors.find((candidate) => candidate.document === document);
  if (open) await window.showTextDocument(document, { selection: range, preserveFocus: false });
}

function columnOf(document: TextDocument): ViewColumn {
  const visible = window.visibleTextEditors.find((editor) => editor.document === document);
  return visible?.viewColumn ?? ViewColumn.One;
}
