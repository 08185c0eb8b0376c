import {
  CodeAction,
  CodeActionKind,
  l10n,
  Position,
  type Range,
  type TextDocument,
  WorkspaceEdit,
} from 'vscode';

const COMMENT = /#\s*loss-inspector:\s*ignore\[([^\]]*)\]/;

/** Ways to say in the source that a finding is meant to be. */
export function suppressions(document: TextDocument, range: Range, rule: string): CodeAction[] {
  const line = document.lineAt(range.start.line);
  // After a backslash a comment is a syntax error.
  if (line.text.endsWith('\\')) return [];
  const edit = new WorkspaceEdit();
  const [at, text] = insertion(line.text, rule);
  edit.insert(document.uri, new Position(line.lineNumber, at), text);
  const action = new CodeAction(l10n.t("Ignore '{0}' on this line", rule), CodeActionKind.QuickFix);
  action.edit = edit;
  return [action];
}

/** Where in a line to insert what, so that it ignores the rule; a list that is there is extended. */
export function insertion(line: string, rule: string): readonly [column: number, text: string] {
  const list = COMMENT.exec(line);
  if (list) return [list.index + list[0].length - 1, list[1]?.trim() ? `, ${rule}` : rule];
  const end = line.trimEnd().length;
  return [end, `  # loss-inspector: ignore[${rule}]`];
}
