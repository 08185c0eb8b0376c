import * as vscode from 'vscode';
import {
  apply,
  diagnostic,
  diagnosticsOf,
  fileUri,
  hoverText,
  quickFixes,
  rangeOf,
  silence,
} from '../editor.ts';
import { expectEqual, expectMatch, given } from '../expect.ts';
import type { HostTest } from '../harness.ts';

const RULE = 'softmax-before-cross-entropy';

/** A copy of its own for each test. */
async function openNotebook(name: string): Promise<vscode.NotebookDocument> {
  await vscode.workspace.fs.copy(fileUri('cells.ipynb'), fileUri(name), { overwrite: true });
  const notebook = await vscode.workspace.openNotebookDocument(fileUri(name));
  await vscode.window.showNotebookDocument(notebook, { viewColumn: vscode.ViewColumn.One });
  return notebook;
}

const cellOf = (notebook: vscode.NotebookDocument, index: number): vscode.TextDocument =>
  notebook.cellAt(index).document;

export const notebookTests: readonly HostTest[] = [
  {
    name: 'notebook: a softmax in one cell reaches the loss in another; hover and fix work in the cells',
    async run() {
      const notebook = await openNotebook('fixed.ipynb');
      const loss = cellOf(notebook, 3);
      const found = await diagnostic(loss.uri, RULE);
      expectEqual(
        given(found.relatedInformation, 'related information').some(
          ({ location }) => location.uri.toString() === cellOf(notebook, 2).uri.toString(),
        ),
        true,
        'the softmax in the cell above',
      );
      const text = await hoverText(loss.uri, rangeOf(loss, 'cross_entropy').start);
      expectMatch(text, /\*\*probabilities\*\*/, 'hover');
      const preferred = (await quickFixes(loss.uri, found.range)).find(({ isPreferred }) => isPreferred);
      await apply(preferred);
      await silence(loss.uri);
      expectMatch(cellOf(notebook, 2).getText(), /return head\(x\)/);
    },
  },
  {
    name: 'notebook: a cell that is inserted above moves the findings with their cells',
    async run() {
      const notebook = await openNotebook('moved.ipynb');
      await diagnostic(cellOf(notebook, 3).uri, RULE);
      const edit = new vscode.WorkspaceEdit();
      const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, 'print(1)', 'python');
      edit.set(notebook.uri, [vscode.NotebookEdit.insertCells(1, [cell])]);
      await vscode.workspace.applyEdit(edit);
      await diagnostic(cellOf(notebook, 4).uri, RULE);
      expectEqual(diagnosticsOf(cellOf(notebook, 3).uri).length, 0, 'findings in the cell of the model');
    },
  },
];
