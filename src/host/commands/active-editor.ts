import { l10n, type TextEditor, window } from 'vscode';

/** The editor whose selection a command takes; where there is none it is said what to do. */
export function activeEditor(): TextEditor | undefined {
  const editor = window.activeTextEditor;
  if (!editor)
    void window.showInformationMessage(
      l10n.t('No editor is active. Open a file and select a tensor or code in it.'),
    );
  return editor;
}
