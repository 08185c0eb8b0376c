import { ruleById } from '../../analysis/rules/index.ts';
import type { Panels } from '../panel/panels.ts';
import { firstState } from '../panel/state.ts';
import { pickRule } from '../rules/documents.ts';

/** Opens the panel on a live demonstration of the mistake that a rule finds. */
export async function demonstrateRule(panels: Panels, id: string | undefined): Promise<void> {
  const rule = id === undefined ? await pickRule() : ruleById(id);
  if (rule) panels.show({ ...firstState, rule: rule.id });
}
