import { commands, Disposable, window } from 'vscode';
import { isAnalysed } from '../workspace/source.ts';
import type { Linter } from './linter.ts';
import type { Reports } from './reports.ts';

/** Keeps the context key `lossInspector.hasLoss`: the editor's title shows our button only where there is a loss. */
export function watchLossFile(reports: Reports, linter: Linter): Disposable {
  const update = () => {
    const document = window.activeTextEditor?.document;
    const hasLoss =
      document && isAnalysed(document) ? reports.current(document).report.sites.length > 0 : false;
    void commands.executeCommand('setContext', 'lossInspector.hasLoss', hasLoss);
  };
  return Disposable.from(window.onDidChangeActiveTextEditor(update), linter.onDidLint(update));
}
