import type { Finding, Fix, Location, Related } from '../finding.ts';
import type { FindingDraft, FixDraft, Rule } from '../rule.ts';
import { locationOf } from '../site.ts';
import { type Step, stepsOf } from '../value.ts';

/** A draft with the rule that made it. */
export interface Reported {
  readonly rule: Rule;
  readonly draft: FindingDraft;
}

/** A finding, and the region in which its rule is to speak once. */
export interface Entry {
  readonly finding: Finding;
  readonly region: string | null;
}

export function toEntry(reported: Reported): Entry {
  const { region } = reported.draft;
  return {
    finding: toFinding(reported),
    region: region === undefined ? null : placeOf(locationOf(region)),
  };
}

/** The findings that this one makes superfluous: those of its rules at its place or at a stage on the way there. */
export function takenBy({ rule, draft }: Reported): string[] {
  const sites = [draft.site, ...stepsOf(draft.path ?? null).map((step) => step.site)];
  const places = sites.map((site) => placeOf(locationOf(site)));
  return (rule.supersedes ?? []).flatMap((id) => places.map((place) => `${id}\0${place}`));
}

/** Drops what a more telling finding says already; of several findings of one rule at one place the most telling stays. */
export function settle(entries: readonly Entry[], taken: ReadonlySet<string>): Finding[] {
  const best = new Map<string, Entry>();
  for (const entry of entries) {
    const key = `${entry.finding.rule}\0${placeOf(entry.finding.location)}`;
    const known = best.get(key);
    if (!taken.has(key) && (known === undefined || tellsMore(entry.finding, known.finding)))
      best.set(key, entry);
  }
  return onePerRegion([...best.values()]);
}

/** Of several findings of one rule in one region the first stays, with the edits that the same fix makes at the others. */
function onePerRegion(entries: readonly Entry[]): Finding[] {
  const groups = new Map<string, Finding[]>();
  for (const { finding, region } of entries) {
    const key = `${finding.rule}\0${region ?? placeOf(finding.location)}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first, ...others] = group.sort((a, b) => a.location.start - b.location.start);
    if (first === undefined || others.length === 0) return first ?? [];
    return { ...first, fixes: first.fixes.map((fix) => withEditsOf(fix, others)) };
  });
}

function withEditsOf(fix: Fix, findings: readonly Finding[]): Fix {
  const alike = findings.flatMap(({ fixes }) => fixes.find(({ title }) => title === fix.title) ?? []);
  return { ...fix, edits: [fix, ...alike].flatMap(({ edits }) => edits) };
}

/** The longer way tells more; between equals the choice must not depend on which file was analysed first. */
function tellsMore(a: Finding, b: Finding): boolean {
  if (a.related.length !== b.related.length) return a.related.length > b.related.length;
  return wording(a) < wording(b);
}

const wording = ({ message, related }: Finding): string =>
  [message, ...related.map((item) => `${placeOf(item.location)} ${item.message}`)].join('\n');

/** Turns sites into locations. */
function toFinding({ rule, draft }: Reported): Finding {
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
