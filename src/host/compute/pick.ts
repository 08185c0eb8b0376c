import { l10n, type QuickPickItem, window } from 'vscode';
import type { LossDefinition } from '../../core/loss.ts';
import type { Written } from './evaluate.ts';
import { choices } from './guess.ts';
import { shortNumber } from './number.ts';

interface LossItem extends QuickPickItem {
  readonly loss: LossDefinition;
}

/** Asks which loss is meant; those that take the tensors come first, with their value. */
export async function pickLoss(found: readonly Written[]): Promise<LossDefinition | undefined> {
  const items = choices(found).map(({ loss, value, problem, lacksTarget }): LossItem => {
    const label = value === undefined ? loss.title : `${loss.title}  =  ${shortNumber(value)}`;
    const detail = lacksTarget ? l10n.t('The target is given in the panel.') : problem;
    return { loss, label, description: loss.id, ...(detail === undefined ? {} : { detail }) };
  });
  const chosen = await window.showQuickPick(items, {
    title: l10n.t('Which loss?'),
    placeHolder: l10n.t('No loss call is near the selection'),
    matchOnDescription: true,
  });
  return chosen?.loss;
}
