import { commands, l10n, type QuickPickItem, window } from 'vscode';
import type { RuleMeta } from '../../analysis/rule.ts';
import { ruleById, rules } from '../../analysis/rules/index.ts';
import { rulePageUri } from './pages.ts';

/** Shows a rule's page; asks which when none is given. */
export async function explainRule(id: string | undefined): Promise<void> {
  const rule = id === undefined ? await pickRule(l10n.t('Explain a rule')) : ruleById(id);
  if (rule) await commands.executeCommand('vscode.open', rulePageUri(rule.id));
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
