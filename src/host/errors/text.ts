import { commands, env, type NotebookCell, type TextEditor, window } from 'vscode';
import { explainError } from '../../evaluate/errors/explain.ts';
import { notebookOf } from '../workspace/source.ts';

/** What an editor has selected; in a notebook without a selection, the error below the cell. */
export function editorText(editor: TextEditor | undefined): string | undefined {
  const selected = editor?.selections.map((selection) => editor.document.getText(selection)).join('\n');
  if (selected?.trim()) return selected;
  const notebook = editor && notebookOf(editor.document);
  const cell = notebook?.getCells().find(({ document }) => document === editor?.document) ?? selectedCell();
  return cell && cellError(cell);
}

function selectedCell(): NotebookCell | undefined {
  const editor = window.activeNotebookEditor;
  return editor?.notebook.cellAt(editor.selection.start);
}

const ERROR = 'application/vnd.code.notebook.error';

/** The error that a cell ended with, as its output shows it. */
export function cellError({ outputs }: NotebookCell): string | undefined {
  const item = outputs.flatMap(({ items }) => items).find(({ mime }) => mime === ERROR);
  return item && errorText(new TextDecoder().decode(item.data));
}

// Traceback lines are coloured: escape sequences stand between the words.
const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, 'g');

function errorText(json: string): string {
  try {
    const { name, message, stack } = JSON.parse(json) as Readonly<Record<string, unknown>>;
    return [stack, `${name}: ${message}`].filter(Boolean).join('\n').replace(COLOURS, '');
  } catch {
    return json;
  }
}

/** The terminal's selection. Only the clipboard can be asked for it, which is left as it was. */
export async function terminalText(): Promise<string | undefined> {
  if (!window.activeTerminal) return undefined;
  const before = await env.clipboard.readText();
  const mark = `loss-inspector ${Math.random()}`;
  try {
    await env.clipboard.writeText(mark);
    await commands.executeCommand('workbench.action.terminal.copySelection');
    const selected = await env.clipboard.readText();
    return selected === mark || selected.trim() === '' ? undefined : selected;
  } catch {
    // A host without terminals, or without a clipboard.
    return undefined;
  } finally {
    await env.clipboard.writeText(before);
  }
}

/** The clipboard's text, where it holds an error that is known: other people's text is none of our business. */
export async function clipboardError(): Promise<string | undefined> {
  try {
    const text = await env.clipboard.readText();
    return explainError(text.slice(0, MAX_LENGTH)).length > 0 ? text : undefined;
  } catch {
    return undefined;
  }
}

/** The end of a log is where its error stands. */
export const MAX_LENGTH = 200_000;
