import { type LossCallFact, shortName } from '../fact.ts';
import type { FixDraft, SiteEdit } from '../rule.ts';
import type { CallSite } from '../site.ts';
import { operandText, renameCallee, replace } from './edits.ts';

/** One loss in its two spellings. */
export interface LossNames {
  readonly class: string;
  readonly function: string;
}

export const crossEntropyLoss: LossNames = { class: 'CrossEntropyLoss', function: 'cross_entropy' };
export const nllLoss: LossNames = { class: 'NLLLoss', function: 'nll_loss' };
export const bceLoss: LossNames = { class: 'BCELoss', function: 'binary_cross_entropy' };
export const bceWithLogitsLoss: LossNames = {
  class: 'BCEWithLogitsLoss',
  function: 'binary_cross_entropy_with_logits',
};

/** Whether a callee is written `module.name`, so that another name of that module can take its place. */
export function spelledInModule(at: CallSite, api: string): boolean {
  const { func } = at.call;
  return func.kind === 'Attribute' && func.attr === shortName(api);
}

/** Puts another loss of the same module in the place of the one that is called or made. */
export function switchLoss(fact: LossCallFact, to: LossNames): SiteEdit | undefined {
  const at = fact.form === 'class' ? fact.madeAt : fact.at;
  if (at === null || !spelledInModule(at, fact.api)) return undefined;
  return renameCallee(at, fact.form === 'class' ? to.class : to.function);
}

/** Switches the loss and nothing else. */
export function useLoss(fact: LossCallFact, to: LossNames): FixDraft | undefined {
  const edit = switchLoss(fact, to);
  const name = fact.form === 'class' ? to.class : to.function;
  return edit && { title: `Use ${name}`, safety: 'unsafe', edits: [edit] };
}

/** Calls a tensor method on the prediction where it is handed to the loss: `loss(z, y)` → `loss(z.sigmoid(), y)`. */
export function applyToPrediction(fact: LossCallFact, method: string): FixDraft | undefined {
  const name = method.slice(0, method.indexOf('('));
  return applyToInput(fact.at, fact.prediction?.site, method, `Apply ${name} to the prediction`);
}

/** Calls a tensor method on the argument of a call that lies at `site`. */
export function applyToInput(
  at: CallSite,
  site: { readonly start: number; readonly end: number } | undefined,
  method: string,
  title: string,
): FixDraft | undefined {
  const arg = at.call.args.find(({ value }) => value.start === site?.start && value.end === site.end);
  if (arg === undefined || arg.unpack !== '') return undefined;
  const edit = replace(at.unit, arg.value, `${operandText(at.unit, arg.value)}.${method}`);
  return { title, safety: 'unsafe', edits: [edit] };
}

/** One fix of several edits; undefined when one of them is not possible. */
export function together(
  title: string,
  safety: FixDraft['safety'],
  edits: readonly (SiteEdit | undefined)[],
): FixDraft | undefined {
  const possible = edits.filter((edit) => edit !== undefined);
  return possible.length === edits.length ? { title, safety, edits: possible } : undefined;
}
