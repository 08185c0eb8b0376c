import { apiOf } from '../engine/loss-calls.ts';
import type { LossCallEvent } from '../engine/machine.ts';
import type { LossCallFact } from '../fact.ts';
import { lossCallFact, predictionsOf } from '../facts.ts';
import { areOfTwoModels } from './apart.ts';
import type { Reported } from './findings.ts';
import { isOfAnotherFramework } from './foreign.ts';

/** More alternatives than these are not looked at. */
const maxAlternatives = 12;

/** Every criterion that a loss call may be of, with every prediction that it may get. */
export function alternatives({ at, args, criteria }: LossCallEvent): LossCallFact[] {
  const facts: LossCallFact[] = [];
  for (const criterion of criteria) {
    const api = apiOf(criterion);
    if (api === undefined || isOfAnotherFramework(api, at.unit)) continue;
    for (const prediction of predictionsOf(api, args))
      facts.push(lossCallFact(api, criterion, args, at, prediction));
  }
  return facts.slice(0, maxAlternatives);
}

/** One alternative, and what the rules say of it. */
interface Checked {
  readonly fact: LossCallFact;
  readonly found: readonly Reported[];
}

/**
 * The findings that hold. Where the criterion or the prediction has alternatives, a finding stands only if there is one for
 * every alternative, no milder in kind: any other may be the pair that the program really uses together. It stands by itself
 * where the program takes one of several models.
 */
export const standing = (checked: readonly Checked[]): Reported[] =>
  checked.flatMap(({ fact, found }) =>
    found.filter((report) =>
      checked.every(
        (other) =>
          other.fact === fact ||
          other.found.some((one) => weighs(one, report)) ||
          standsBeside(fact, other.fact),
      ),
    ),
  );

/** Whether a mistake in one alternative is one although the other is right: the same criterion gets another model's output. */
function standsBeside(wrong: LossCallFact, right: LossCallFact): boolean {
  const [one, other] = [wrong.prediction?.tensor, right.prediction?.tensor];
  const sameCriterion = wrong.api === right.api && wrong.madeAt?.call === right.madeAt?.call;
  return one !== undefined && other !== undefined && sameCriterion && areOfTwoModels(one, other, wrong.at);
}

/** Of a mistake and what is right but could be done better, only the mistake weighs as much as a mistake. */
const weighs = (one: Reported, other: Reported): boolean => isMistake(one) || !isMistake(other);

function isMistake({ rule, draft }: Reported): boolean {
  const severity = draft.severity ?? rule.severity;
  return severity === 'error' || severity === 'warning';
}
