import { commands, l10n, window } from 'vscode';
import { type Explanation, explainError } from '../../evaluate/errors/explain.ts';
import { errorPageUri } from './pages.ts';
import { clipboardError, editorText, MAX_LENGTH, terminalText } from './text.ts';

/**
 * Explains an error: the text given, else the editor's selection, the error below a notebook's cell, the terminal's
 * selection, a known error in the clipboard, or what the person types.
 * @returns what was found, for whoever ran the command by its id
 */
export async function explainErrorCommand(given: unknown): Promise<readonly Explanation[] | undefined> {
  const text =
    (typeof given === 'string' ? given : undefined) ??
    editorText(window.activeTextEditor) ??
    (await terminalText()) ??
    (await clipboardError()) ??
    (await ask());
  return text === undefined ? undefined : show(text);
}

/** The same from the menu of a terminal, where an editor's selection is not meant. */
export async function explainTerminalError(): Promise<readonly Explanation[] | undefined> {
  const text = (await terminalText()) ?? (await clipboardError()) ?? (await ask());
  return text === undefined ? undefined : show(text);
}

async function show(text: string): Promise<readonly Explanation[]> {
  const explanations = explainError(text.slice(-MAX_LENGTH));
  if (explanations.length > 0) await commands.executeCommand('vscode.open', errorPageUri(explanations));
  else
    void window.showInformationMessage(
      l10n.t(
        'This error is not known here: “{0}”. Known are the messages of losses in PyTorch and Keras, of backward(), and of shapes, dtypes and indices of tensors.',
        excerpt(text),
      ),
    );
  return explanations;
}

/** The last line that says something: of a traceback, the error. */
function excerpt(text: string): string {
  const line = text.trim().split('\n').at(-1)?.trim() ?? '';
  return line.length > 120 ? `${line.slice(0, 120)}…` : line;
}

function ask(): Thenable<string | undefined> {
  return window.showInputBox({
    title: l10n.t('Explain an error'),
    prompt: l10n.t(
      'Paste an error message or a traceback. Selected text, or a copied error, is taken without asking.',
    ),
    placeHolder: 'RuntimeError: expected scalar type Long but found Float',
    ignoreFocusOut: true,
  });
}
