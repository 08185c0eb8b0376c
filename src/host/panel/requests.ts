import { commands, env, l10n, Uri, window, workspace } from 'vscode';
import type { PanelRequestName, PanelRequests } from '../../protocol.ts';
import type { HeldTensors } from '../holder/held.ts';
import type { Task } from '../holder/task.ts';
import { revealSource } from '../reveal.ts';
import { lessonCards, parseText } from './answers.ts';
import { typeset } from './typeset.ts';

/** What the host does for a panel: each request's handler, which may take its time. */
export type PanelHandlers = {
  readonly [K in PanelRequestName]: (
    payload: Parameters<PanelRequests[K]>[0],
    task: Task,
  ) => ReturnType<PanelRequests[K]> | PromiseLike<ReturnType<PanelRequests[K]>>;
};

/** The handlers of every panel. The state itself is kept by the panel that changed. */
export const panelHandlers = (held: HeldTensors): PanelHandlers => ({
  stateChanged: () => undefined,
  typeset,
  parse: parseText,
  lessons: lessonCards,
  copy: (text) => env.clipboard.writeText(text),
  insert: insertText,
  save: saveFile,
  reveal: revealSource,
  explainRule: async (rule) => {
    await commands.executeCommand('lossInspector.explainRule', rule);
  },
  showError: (message) => {
    void window.showErrorMessage(message);
  },
  batchRow: (request, task) => held.answer('batchRow', request, task),
  batchWindow: (request, task) => held.answer('batchWindow', request, task),
  batchSummary: (query, task) => held.answer('batchSummary', query, task),
  batchSamples: (request, task) => held.answer('batchSamples', request, task),
});

/** The panel has the focus, so the editor last used is found among the visible ones. */
async function insertText(text: string): Promise<void> {
  const editor = window.activeTextEditor ?? window.visibleTextEditors[0];
  if (!editor) {
    await env.clipboard.writeText(text);
    void window.showInformationMessage(
      l10n.t('No editor is open to insert into. The text is on the clipboard.'),
    );
    return;
  }
  await editor.edit((edit) => edit.replace(editor.selection, text));
}

async function saveFile({ name, base64 }: Parameters<PanelRequests['save']>[0]): Promise<void> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const chosen = await window.showSaveDialog({
    defaultUri: folder ? Uri.joinPath(folder, name) : Uri.file(name),
  });
  if (!chosen) return;
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  await workspace.fs.writeFile(chosen, bytes);
}
