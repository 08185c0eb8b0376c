import type { Expr } from '../../python/ast.ts';
import { type LossCallFact, shortName } from '../fact.ts';
import type { FixDraft, SiteEdit } from '../rule.ts';
import type { CallSite, Unit } from '../site.ts';
import { operandText, renameCallee, replace } from './edits.ts';
import { importOf, spelling } from './names.ts';
import { mentions } from './scope.ts';

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

/** Puts another loss of the same module in the place of the one that is called or made, and imports it where it has to. */
export function switchLoss(fact: LossCallFact, to: LossNames): readonly SiteEdit[] | undefined {
  const at = fact.form === 'class' ? fact.madeAt : fact.at;
  if (at === null) return undefined;
  const name = fact.form === 'class' ? to.class : to.function;
  if (spelledInModule(at, fact.api)) return [renameCallee(at, name)];
  return switchImported(at, fact.api, name);
}

/** `from torch.nn import NLLLoss`: the other name is imported beside it, or in its place when nothing else needs it. */
function switchImported(at: CallSite, api: string, name: string): readonly SiteEdit[] | undefined {
  const { func } = at.call;
  const imported = func.kind === 'Name' ? importOf(at.unit, func.id) : undefined;
  if (func.kind !== 'Name' || imported?.alias.name !== shortName(api)) return undefined;
  const known = spelling(at.unit, `${imported.module}.${name}`);
  if (known !== undefined) return [replace(at.unit, func, known)];
  const { unit, alias } = imported;
  const others = (unit.siblings ?? [unit])
    .flatMap(({ body }) => body)
    .flatMap((statement) => mentions(statement, func.id)).length;
  const alone = others === 1 && alias.asname === null;
  const place = alone ? alias : { start: alias.end, end: alias.end };
  return [replace(at.unit, func, name), replace(unit, place, alone ? name : `, ${name}`)];
}

/** Switches the loss and nothing else. */
export function useLoss(fact: LossCallFact, to: LossNames): FixDraft | undefined {
  const edits = switchLoss(fact, to);
  const name = fact.form === 'class' ? to.class : to.function;
  return edits && { title: `Use ${name}`, safety: 'unsafe', edits };
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
  return arg === undefined || arg.unpack !== '' ? undefined : applyTo(at.unit, arg.value, method, title);
}

/** Calls a tensor method on an expression. */
export const applyTo = (unit: Unit, node: Expr, method: string, title: string): FixDraft => ({
  title,
  safety: 'unsafe',
  edits: [replace(unit, node, `${operandText(unit, node)}.${method}`)],
});

/** One fix of several edits; undefined when one of them is not possible. */
export function together(
  title: string,
  safety: FixDraft['safety'],
  edits: readonly (SiteEdit | readonly SiteEdit[] | undefined)[],
): FixDraft | undefined {
  const possible = edits.filter((edit) => edit !== undefined);
  return possible.length === edits.length ? { title, safety, edits: possible.flat() } : undefined;
}
