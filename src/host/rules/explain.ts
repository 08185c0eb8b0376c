import { commands, l10n, type QuickPickItem, window } from 'vscode';
import type { RuleMeta } from '../../analysis/rule.ts';
import { ruleById, rules } from '../../analysis/rules/index.ts';
import { findingsAt } from '../fixes/provider.ts';
import type { Reports } from '../lint/reports.ts';
import { isAnalysed } from '../workspace/source.ts';
import { rulePageUri } from './pages.ts';

/** Shows a rule's page: the one given, else that of the finding under the cursor, else the one that is chosen. */
export async function explainRule(reports: Reports, given: string | undefined): Promise<void> {
  const id = given ?? ruleAtCursor(reports);
  const rule = id === undefined ? await pickRule(l10n.t('Explain a rule')) : ruleById(id);
  if (rule) await commands.executeCommand('vscode.open', rulePageUri(rule.id));
}

function ruleAtCursor(reports: Reports): string | undefined {
  const editor = window.activeTextEditor;
  if (!editor || !isAnalysed(editor.document)) return undefined;
  return findingsAt(reports.current(editor.document), editor.selection)[0]?.rule;
}

export async function pickRule(title: string): Promise<RuleMeta | undefined> {
  const items = rules.map((rule): QuickPickItem & { rule: RuleMeta } => ({
    rule,
    label: rule.id,
    description: rule.severity,
    detail: rule.summary,
  }));
  const chosen = await window.showQuickPick(items, { title, matchOnDetail: true });
  return chosen?.rule;
}
