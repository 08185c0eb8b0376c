import { WorkspaceEdit } from 'vscode';
import type { Edit, Finding } from '../../analysis/finding.ts';
import type { Locator } from '../workspace/locate.ts';

/** Text edits as the editor's; undefined when one lies in a notebook that is not open and so cannot be edited by text. */
export function workspaceEdit(edits: readonly Edit[], locator: Locator): WorkspaceEdit | undefined {
  const edit = new WorkspaceEdit();
  for (const { location, newText } of edits) {
    const { uri, range, closedCell } = locator.spot(location);
    if (closedCell !== null) return undefined;
    edit.replace(uri, range, newText);
  }
  return edit;
}

/**
 * The edits of the preferred fix of each finding, as far as they stay in the file. Of two that touch the first stays:
 * the other has its turn, or is no longer needed, when the file is checked again.
 */
export function combinedEdits(findings: readonly Finding[], file: string): readonly Edit[] {
  const taken: Edit[] = [];
  for (const { fixes } of findings) {
    const edits = fixes[0]?.edits ?? [];
    const stays = edits.every(({ location }) => location.file === file);
    if (stays && !edits.some((edit) => taken.some((other) => touch(edit, other)))) taken.push(...edits);
  }
  return taken;
}

/** Two insertions at one place touch too: their order would decide the result. */
function touch(a: Edit, b: Edit): boolean {
  if (a.location.cell !== b.location.cell) return false;
  const [first, second] = a.location.start <= b.location.start ? [a, b] : [b, a];
  return second.location.start < first.location.end || second.location.start === first.location.start;
}
