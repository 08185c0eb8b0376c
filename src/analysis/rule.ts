import type {
  AccumulateFact,
  DifferenceFact,
  KerasCompileFact,
  LibraryCallFact,
  LossCallFact,
} from './fact.ts';
import type { FixSafety, Severity } from './finding.ts';
import type { Site } from './site.ts';
import type { Step } from './value.ts';

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

export interface SiteEdit {
  readonly site: Site;
  readonly newText: string;
}

/** A quick fix under construction; `fix/*.ts` builds them. */
export interface FixDraft {
  readonly title: string;
  readonly safety: FixSafety;
  readonly edits: readonly SiteEdit[];
}

export interface RelatedDraft {
  readonly site: Site;
  readonly message: string;
}

/** A finding before its sites become locations. */
export interface FindingDraft {
  readonly site: Site;
  readonly message: string;
  /** The way of the value that is wrong; becomes the related locations, oldest first. */
  readonly path?: Step | null;
  readonly related?: readonly RelatedDraft[];
  /** Undefined entries are dropped, so that a builder may answer "not possible here". */
  readonly fixes?: readonly (FixDraft | undefined)[];
  /** Of a rule's findings with the same region the first is told, with the edits of all. */
  readonly region?: Site;
  /** Only where it differs from the rule's own. */
  readonly severity?: Severity;
}

export type Report = (finding: FindingDraft) => void;

/** What a rule looks at. It is asked once for every fact on every path the analysis knows. */
export interface Checks {
  readonly lossCall?: (fact: LossCallFact, report: Report) => void;
  /** The names of the library calls it looks at; without it, all. */
  readonly calls?: RegExp;
  readonly libraryCall?: (fact: LibraryCallFact, report: Report) => void;
  readonly kerasCompile?: (fact: KerasCompileFact, report: Report) => void;
  readonly accumulate?: (fact: AccumulateFact, report: Report) => void;
  readonly difference?: (fact: DifferenceFact, report: Report) => void;
}

export interface Rule extends RuleMeta {
  /** Rules whose finding at a stage of the same value says less, and gives way to this one's. */
  readonly supersedes?: readonly string[];
  readonly check: Checks;
}

/** Gives a rule its type. One file each under `rules/`, listed in `rules/index.ts`. */
export const defineRule = (rule: Rule): Rule => rule;
