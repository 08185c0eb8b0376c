import type { LossCallEvent, Observer } from '../engine/machine.ts';
import { type KerasCompileFact, type LossCallFact, shortName } from '../fact.ts';
import { libraryCallFact } from '../facts.ts';
import { sameFunction } from '../fix/scope.ts';
import { kerasCompileFact } from '../keras-facts.ts';
import type { Checks, FindingDraft, RelatedDraft, Rule } from '../rule.ts';
import { callSpan } from '../site.ts';
import { isMadeByTest } from '../test-file.ts';
import { alternatives, standing } from './alternatives.ts';
import type { Reported } from './findings.ts';

/** Rules by what they look at. */
export interface RuleTable {
  readonly lossCall: readonly Rule[];
  /** The rules that look at a library call of this name. */
  readonly libraryCall: (name: string) => readonly Rule[];
  readonly kerasCompile: readonly Rule[];
  readonly accumulate: readonly Rule[];
  readonly difference: readonly Rule[];
}

export function ruleTable(rules: readonly Rule[]): RuleTable {
  const looking = (kind: keyof Checks) => rules.filter(({ check }) => check[kind] !== undefined);
  const atCalls = looking('libraryCall');
  const byName = new Map<string, readonly Rule[]>();
  return {
    lossCall: looking('lossCall'),
    libraryCall: (name) => {
      const known = byName.get(name);
      if (known !== undefined) return known;
      const found = atCalls.filter(({ check }) => check.calls?.test(name) ?? true);
      byName.set(name, found);
      return found;
    },
    kerasCompile: looking('kerasCompile'),
    accumulate: looking('accumulate'),
    difference: looking('difference'),
  };
}

/** What one run came to. */
export interface Observed {
  readonly findings: Reported[];
  readonly losses: LossDraft[];
}

/** A loss that was computed, without the values behind it: it is kept for longer than they are. */
export type LossDraft = Pick<LossCallFact, 'loss' | 'api' | 'at' | 'madeAt'> & {
  readonly inputs: readonly Pick<LossCallFact['inputs'][number], 'name' | 'site' | 'tensor'>[];
};

export const newObserved = (): Observed => ({ findings: [], losses: [] });

const toDraft = ({ loss, api, at, madeAt, inputs }: LossCallFact): LossDraft => ({
  loss,
  api,
  at,
  madeAt,
  inputs: inputs.map(({ name, site, tensor }) => ({ name, site, tensor })),
});

/** Shows every fact to the rules that look at its kind. */
export function ruleObserver(table: RuleTable, observed: Observed): Observer {
  const compiled: KerasCompileFact[] = [];
  const report = (rule: Rule) => (draft: FindingDraft) => {
    if (!isMadeByTest(draft)) observed.findings.push({ rule, draft });
  };
  let shown = 0;
  return {
    get shown() {
      return shown;
    },
    lossCall: (event) => {
      shown++;
      observeLoss(table, observed, event);
    },
    libraryCall: (event) => {
      const looking = table.libraryCall(event.name);
      if (looking.length === 0) return;
      shown++;
      const fact = libraryCallFact(event);
      for (const rule of looking) rule.check.libraryCall?.(fact, report(rule));
    },
    kerasCompile: (event) => {
      shown++;
      compiled.push(kerasCompileFact(event));
    },
    accumulate: (kept) => {
      shown++;
      for (const rule of table.accumulate) rule.check.accumulate?.(kept, report(rule));
    },
    difference: (of) => {
      for (const rule of table.difference) rule.check.difference?.(of, report(rule));
    },
    finish: () => {
      for (const fact of compiled)
        for (const rule of table.kerasCompile) rule.check.kerasCompile?.(fact, report(rule));
    },
  };
}

function observeLoss(table: RuleTable, observed: Observed, event: LossCallEvent): void {
  const facts = alternatives(event);
  observed.losses.push(...facts.map(toDraft));
  observed.findings.push(...standing(facts.map((fact) => ({ fact, found: checkLoss(table, fact) }))));
}

function checkLoss(table: RuleTable, fact: LossCallFact): Reported[] {
  const found: Reported[] = [];
  const more = madeElsewhere(fact);
  for (const rule of table.lossCall)
    rule.check.lossCall?.(fact, (draft) => {
      if (isMadeByTest(draft)) return;
      const known = draft.related ?? [];
      found.push({ rule, draft: { ...draft, related: [...known, ...more] } });
    });
  return found;
}

/** Where the criterion comes from, when that is not in sight of its call. */
function madeElsewhere({ at, madeAt, api }: LossCallFact): readonly RelatedDraft[] {
  if (madeAt === null || sameFunction(madeAt, at)) return [];
  return [{ site: callSpan(madeAt), message: `${shortName(api)} is made here` }];
}
