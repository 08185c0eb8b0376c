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
  const items = choices(found).map(({ loss, value, problem }): LossItem => {
    const label = value === undefined ? loss.title : `${loss.title}  =  ${shortNumber(value)}`;
    return { loss, label, description: loss.id, ...(problem === undefined ? {} : { detail: problem }) };
  });
  const chosen = await window.showQuickPick(items, {
    title: l10n.t('Which loss?'),
    placeHolder: l10n.t('No loss call is near the selection'),
    matchOnDescription: true,
  });
  return chosen?.loss;
}
