import * as vscode from 'vscode';
import type { Api } from '../../src/host/api.ts';
import { eventually, given } from './expect.ts';

const folder = (): vscode.Uri => given(vscode.workspace.workspaceFolders?.[0], 'the workspace folder').uri;

export const fileUri = (path: string): vscode.Uri => vscode.Uri.joinPath(folder(), path);

/** What the extension offers to its tests. */
export async function api(): Promise<Api> {
  const extension = vscode.extensions.getExtension<Api>('loss-inspector.loss-inspector');
  return given(extension, 'the extension').activate();
}

export async function open(path: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument(fileUri(path));
  return vscode.window.showTextDocument(document, { preview: false, viewColumn: vscode.ViewColumn.One });
}

/** Opens a file of its own for a test, so that tests do not see each other's edits. */
export async function openCopy(path: string, name: string): Promise<vscode.TextEditor> {
  const text = await vscode.workspace.fs.readFile(fileUri(path));
  await vscode.workspace.fs.writeFile(fileUri(name), text);
  return open(name);
}

/** Our diagnostics in a document. */
export const diagnosticsOf = (uri: vscode.Uri): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Loss Inspector');

export const ruleOf = ({ code }: vscode.Diagnostic): string =>
  typeof code === 'object' ? String(code.value) : String(code);

/** Waits for a diagnostic of a rule. */
export const diagnostic = (uri: vscode.Uri, rule: string): Promise<vscode.Diagnostic> =>
  eventually(() => diagnosticsOf(uri).find((one) => ruleOf(one) === rule), `${rule} in ${uri.path}`);

/** Waits until a document has none of ours. */
export const silence = (uri: vscode.Uri): Promise<boolean> =>
  eventually(() => diagnosticsOf(uri).length === 0 || undefined, `no diagnostics in ${uri.path}`);

export const rangeOf = (document: vscode.TextDocument, text: string): vscode.Range => {
  const start = document.getText().indexOf(text);
  if (start < 0) throw new Error(`${text} is not in ${document.uri.path}`);
  return new vscode.Range(document.positionAt(start), document.positionAt(start + text.length));
};

export const selectionOf = (document: vscode.TextDocument, text: string): vscode.Selection => {
  const { start, end } = rangeOf(document, text);
  return new vscode.Selection(start, end);
};

export async function quickFixes(
  uri: vscode.Uri,
  range: vscode.Range,
  kind = vscode.CodeActionKind.QuickFix,
): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand('vscode.executeCodeActionProvider', uri, range, kind.value);
}

export async function apply(action: vscode.CodeAction | undefined): Promise<void> {
  await vscode.workspace.applyEdit(given(given(action, 'the code action').edit, 'its edit'));
}

/** The text of all hovers at a place. */
export async function hoverText(uri: vscode.Uri, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    uri,
    position,
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === 'string' ? content : content.value))
    .join('\n');
}

export const closeAll = (): Thenable<unknown> =>
  vscode.commands.executeCommand('workbench.action.closeAllEditors');
