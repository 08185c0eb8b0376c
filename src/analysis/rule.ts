import type { FixSafety, Severity } from './finding.ts';

/** What a rule says of itself; the hover, the documentation page, the settings and a test follow from it. */
export interface RuleMeta {
  /** Names the mistake and reads well after "allow"; also the file's name. */
  readonly id: string;
  readonly severity: Severity;
  readonly fix: FixSafety | 'none';
  /** One sentence: what is reported. */
  readonly summary: string;
  /** Markdown: what happens numerically and why it goes unnoticed, with a number where there is one. */
  readonly why: string;
  readonly references: readonly { readonly title: string; readonly url: string }[];
  /** Reports exactly this rule; its preferred fix turns it into `good`. */
  readonly bad: string;
  readonly good: string;
}
