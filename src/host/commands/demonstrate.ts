import { l10n } from 'vscode';
import { ruleById } from '../../analysis/rules/index.ts';
import { demonstrationOf } from '../panel/demonstration.ts';
import type { Panels } from '../panel/panels.ts';
import { pickRule } from '../rules/explain.ts';

/** Opens the panel on a live demonstration of the mistake that a rule finds. */
export async function demonstrateRule(panels: Panels, id: string | undefined): Promise<void> {
  const rule = id === undefined ? await pickRule(l10n.t('Show a mistake live')) : ruleById(id);
  if (rule) panels.show(demonstrationOf(rule.id));
}
