import type { Finding, Fix, Location, Related } from '../finding.ts';
import type { FindingDraft, FixDraft, Rule } from '../rule.ts';
import { locationOf } from '../site.ts';
import { type Step, stepsOf } from '../value.ts';

/** A draft with the rule that made it. */
export interface Reported {
  readonly rule: Rule;
  readonly draft: FindingDraft;
}

/** Drops what a more telling finding says already, of the same place or of a stage on the way there. */
export function withoutSuperseded(
  reported: readonly Reported[],
  superseding: readonly Reported[],
): readonly Reported[] {
  const taken = new Set<string>();
  for (const { rule, draft } of superseding)
    for (const id of rule.supersedes ?? [])
      for (const site of [draft.site, ...stepsOf(draft.path ?? null).map((step) => step.site)])
        taken.add(`${id}\0${placeOf(locationOf(site))}`);
  if (taken.size === 0) return reported;
  return reported.filter(({ rule, draft }) => !taken.has(`${rule.id}\0${placeOf(locationOf(draft.site))}`));
}

/** Turns sites into locations. */
export function toFinding({ rule, draft }: Reported): Finding {
  const related = [
    ...relatedSteps(draft.path ?? null),
    ...(draft.related ?? []).map(({ site, message }) => ({ location: locationOf(site), message })),
  ];
  return {
    rule: rule.id,
    severity: draft.severity ?? rule.severity,
    message: draft.message,
    location: locationOf(draft.site),
    related: distinct(related),
    fixes: (draft.fixes ?? []).flatMap((fix) => (fix === undefined ? [] : [toFix(fix)])),
  };
}

/** The stages of a path, oldest first. */
export function relatedSteps(path: Step | null): Related[] {
  return stepsOf(path).map(({ site, note }) => ({ location: locationOf(site), message: note }));
}

function toFix({ title, safety, edits }: FixDraft): Fix {
  return {
    title,
    safety,
    edits: edits.map(({ site, newText }) => ({ location: locationOf(site), newText })),
  };
}

function distinct(related: readonly Related[]): Related[] {
  const seen = new Set<string>();
  return related.filter(({ location, message }) => {
    const key = `${placeOf(location)} ${message}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

export const placeOf = ({ file, cell, start, end }: Location): string =>
  `${file}\0${cell ?? ''}\0${start}\0${end}`;
