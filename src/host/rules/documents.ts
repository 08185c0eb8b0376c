import { commands, type Disposable, env, l10n, type QuickPickItem, Uri, window, workspace } from 'vscode';
import { rulePage } from '../../analysis/page.ts';
import type { RuleMeta } from '../../analysis/rule.ts';
import { ruleById, rules } from '../../analysis/rules/index.ts';

const SCHEME = 'loss-inspector-rule';

/** The rules' pages as read-only documents, made from the rules themselves: nothing is fetched. */
export function registerRulePages(): Disposable {
  return workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: ({ path }) => {
      const rule = ruleById(path.replace(/^\/|\.md$/g, ''));
      return rule ? page(rule) : l10n.t('There is no such rule.');
    },
  });
}

/** A rule's page with a link back into this editor. */
function page(rule: RuleMeta): string {
  const live = `${env.uriScheme}://loss-inspector.loss-inspector/demonstrate?rule=${rule.id}`;
  return `${rulePage(rule)}\n[${l10n.t('See this mistake live in the panel')}](${live})\n`;
}

/** Shows a rule's page; asks which when none is given. */
export async function explainRule(id: string | undefined): Promise<void> {
  const rule = id === undefined ? await pickRule() : ruleById(id);
  if (!rule) return;
  const uri = Uri.from({ scheme: SCHEME, path: `/${rule.id}.md` });
  await commands.executeCommand('markdown.showPreview', uri);
}

export async function pickRule(): Promise<RuleMeta | undefined> {
  const items = rules.map((rule): QuickPickItem & { rule: RuleMeta } => ({
    rule,
    label: rule.id,
    description: rule.severity,
    detail: rule.summary,
  }));
  const chosen = await window.showQuickPick(items, {
    title: l10n.t('Explain a rule'),
    matchOnDetail: true,
  });
  return chosen?.rule;
}
