import type { Finding, Fix, Location, Related } from '../finding.ts';
import type { FindingDraft, FixDraft, Rule } from '../rule.ts';
import { locationOf } from '../site.ts';
import { type Step, stepsOf } from '../value.ts';

/** A draft with the rule that made it. */
export interface Reported {
  readonly rule: Rule;
  readonly draft: FindingDraft;
}

/** The findings that this one makes superfluous: those of its rules at its place or at a stage on the way there. */
export function takenBy({ rule, draft }: Reported): string[] {
  const sites = [draft.site, ...stepsOf(draft.path ?? null).map((step) => step.site)];
  const places = sites.map((site) => placeOf(locationOf(site)));
  return (rule.supersedes ?? []).flatMap((id) => places.map((place) => `${id}\0${place}`));
}

/** Drops what a more telling finding says already; of several findings of one rule at one place the most telling stays. */
export function settle(findings: readonly Finding[], taken: ReadonlySet<string>): Finding[] {
  const best = new Map<string, Finding>();
  for (const finding of findings) {
    const key = `${finding.rule}\0${placeOf(finding.location)}`;
    const known = best.get(key);
    if (!taken.has(key) && (known === undefined || tellsMore(finding, known))) best.set(key, finding);
  }
  return [...best.values()];
}

/** The longer way tells more; between equals the choice must not depend on which file was analysed first. */
function tellsMore(a: Finding, b: Finding): boolean {
  if (a.related.length !== b.related.length) return a.related.length > b.related.length;
  return wording(a) < wording(b);
}

const wording = ({ message, related }: Finding): string =>
  [message, ...related.map((item) => `${placeOf(item.location)} ${item.message}`)].join('\n');

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
