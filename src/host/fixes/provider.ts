import {
  CodeAction,
  type CodeActionContext,
  CodeActionKind,
  type CodeActionProvider,
  type Diagnostic,
  l10n,
  type Range,
  type TextDocument,
} from 'vscode';
import type { Finding } from '../../analysis/finding.ts';
import { SOURCE } from '../lint/diagnostic.ts';
import type { Current, Reports } from '../lint/reports.ts';
import { combinedEdits, workspaceEdit } from './edit.ts';
import { quickFixes } from './quick.ts';

export const FIX_ALL = CodeActionKind.SourceFixAll.append('lossInspector');
/** VS Code asks with this kind when a whole notebook is saved. */
export const NOTEBOOK_FIX_ALL = CodeActionKind.Notebook.append(FIX_ALL.value);

/** Quick fixes of the findings under the cursor, and all safe ones at once for saving. */
export class FixProvider implements CodeActionProvider {
  static readonly kinds = [CodeActionKind.QuickFix, FIX_ALL, NOTEBOOK_FIX_ALL];
  readonly #reports: Reports;

  constructor(reports: Reports) {
    this.#reports = reports;
  }

  provideCodeActions(document: TextDocument, range: Range, context: CodeActionContext): CodeAction[] {
    const current = this.#reports.current(document);
    const wants = (kind: CodeActionKind) => context.only?.contains(kind) ?? kind === CodeActionKind.QuickFix;
    return [
      ...(wants(CodeActionKind.QuickFix) ? this.#quick(document, range, current, context.diagnostics) : []),
      ...(wants(FIX_ALL) ? fixAll(current, FIX_ALL) : []),
      ...(wants(NOTEBOOK_FIX_ALL) ? fixAll({ ...current, cell: null }, NOTEBOOK_FIX_ALL) : []),
    ];
  }

  #quick(
    document: TextDocument,
    range: Range,
    current: Current,
    diagnostics: readonly Diagnostic[],
  ): CodeAction[] {
    return findingsAt(current, range).flatMap((finding) => {
      const actions = quickFixes(document, finding, current);
      const same = diagnostics.filter((diagnostic) => isOf(diagnostic, finding));
      for (const action of actions) action.diagnostics = same;
      return actions;
    });
  }
}

/** The findings of a document that touch a range of it. */
export function findingsAt({ report, locator, cell }: Current, range: Range): readonly Finding[] {
  return report.findings.filter(
    ({ location }) =>
      location.cell === cell && locator.spot(location).range.intersection(range) !== undefined,
  );
}

function isOf({ source, code }: Diagnostic, { rule }: Finding): boolean {
  return source === SOURCE && typeof code === 'object' && code.value === rule;
}

/** @param current its `cell` null: all cells of the notebook */
export function fixAll(current: Current, kind: CodeActionKind): CodeAction[] {
  const { report, cell, place, locator } = current;
  const safe = report.findings.filter(
    ({ fixes, location }) => fixes[0]?.safety === 'safe' && (cell === null || location.cell === cell),
  );
  const edits = combinedEdits(safe, place.path);
  const edit = edits.length > 0 ? workspaceEdit(edits, locator) : undefined;
  if (!edit) return [];
  const action = new CodeAction(l10n.t('Apply all safe fixes of Loss Inspector'), kind);
  action.edit = edit;
  return [action];
}
