import { type Disposable, type LanguageStatusItem, LanguageStatusSeverity, l10n, languages } from 'vscode';
import type { Sources } from '../workspace/sources.ts';
import type { Board } from './board.ts';

/** The item of the status bar's `{}` menu: what is being read, and what is known. */
export class LintStatus implements Disposable {
  readonly #item: LanguageStatusItem;
  readonly #sources: Sources;
  readonly #board: Board;

  constructor(sources: Sources, board: Board) {
    this.#sources = sources;
    this.#board = board;
    this.#item = languages.createLanguageStatusItem('lossInspector.status', { language: 'python' });
    this.#item.name = 'Loss Inspector';
    this.#item.text = 'Loss Inspector';
    this.#item.command = { command: 'lossInspector.lintWorkspace', title: l10n.t('Check Workspace') };
  }

  reading(files: number): void {
    this.#item.busy = true;
    this.#item.detail = l10n.t('Reading {0} files…', files);
  }

  idle(): void {
    const files = this.#sources.projects.reduce((sum, { size }) => sum + size, 0);
    const findings = this.#board.size;
    this.#item.busy = false;
    this.#item.severity = LanguageStatusSeverity.Information;
    this.#item.detail = l10n.t('{0} findings, {1} files read', findings, files);
  }

  failed(message: string): void {
    this.#item.busy = false;
    this.#item.severity = LanguageStatusSeverity.Error;
    this.#item.detail = message;
    this.#item.command = { command: 'lossInspector.showLog', title: l10n.t('Show Log') };
  }

  dispose(): void {
    this.#item.dispose();
  }
}
