import {
  type Disposable,
  l10n,
  type NotebookCell,
  NotebookCellStatusBarAlignment,
  NotebookCellStatusBarItem,
  notebooks,
} from 'vscode';
import { explainError } from '../../evaluate/errors/explain.ts';
import { cellError } from './text.ts';

/** "Explain Error" below each notebook cell that ended with an error which can be explained. */
export function registerCellErrors(): Disposable {
  return notebooks.registerNotebookCellStatusBarItemProvider('jupyter-notebook', {
    provideCellStatusBarItems: statusOf,
  });
}

function statusOf(cell: NotebookCell): NotebookCellStatusBarItem | undefined {
  const text = cellError(cell);
  const [first] = text === undefined ? [] : explainError(text);
  if (!first) return undefined;
  const item = new NotebookCellStatusBarItem(
    l10n.t('$(question) Explain Error'),
    NotebookCellStatusBarAlignment.Left,
  );
  item.tooltip = first.cause;
  item.command = { command: 'lossInspector.explainError', title: l10n.t('Explain Error'), arguments: [text] };
  return item;
}
