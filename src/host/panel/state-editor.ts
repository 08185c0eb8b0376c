import {
  type CustomTextEditorProvider,
  type Disposable,
  l10n,
  Range,
  type TextDocument,
  type WebviewPanel,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import type { State } from '../../protocol.ts';
import type { Panels } from './panels.ts';
import { readState } from './read-state.ts';
import { firstState } from './state.ts';

/** Files with this ending hold a panel's state as JSON: they can be kept beside the code, reviewed and sent to others. */
export const STATE_ENDING = '.loss-inspector';

/** Opens such a file as a panel; what is changed in the panel is an edit of the file, to be saved or undone. */
export function registerStateEditor(panels: Panels): Disposable {
  const provider: CustomTextEditorProvider = {
    resolveCustomTextEditor: (document, view) => connect(document, view, panels),
  };
  return window.registerCustomEditorProvider('lossInspector.state', provider, {
    webviewOptions: { enableFindWidget: true },
    supportsMultipleEditorsPerDocument: true,
  });
}

function connect(document: TextDocument, view: WebviewPanel, panels: Panels): void {
  const panel = panels.adopt(view, stateIn(document));
  const isWritable = workspace.fs.isWritableFileSystem(document.uri.scheme) !== false;
  panel.onDidEdit((state) => {
    if (isWritable) void write(document, state);
  });
  const changes = workspace.onDidChangeTextDocument((change) => {
    if (change.document !== document || change.contentChanges.length === 0) return;
    // Our own edits come back here too, and are already shown.
    if (document.getText() !== textOf(panel.state)) panel.push(stateIn(document));
  });
  panel.onDidClose(() => changes.dispose());
}

function stateIn(document: TextDocument): State {
  const state = readState(parse(document.getText()));
  if (!state && document.getText().trim() !== '')
    void window.showErrorMessage(
      l10n.t('{0} holds no state of a Loss Inspector panel; an example is shown instead.', document.fileName),
    );
  return state ?? firstState;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

const textOf = (state: State): string => `${JSON.stringify(state, null, 1)}\n`;

async function write(document: TextDocument, state: State): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, new Range(0, 0, document.lineCount, 0), textOf(state));
  await workspace.applyEdit(edit);
}
