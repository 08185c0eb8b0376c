import type { Finding, FixSafety, Severity } from '../../analysis/finding.ts';
import type { Place } from './positions.ts';

export interface PlacedRelated extends Place {
  readonly message: string;
}

export interface PlacedEdit extends Place {
  readonly newText: string;
}

export interface PlacedFix {
  readonly title: string;
  readonly safety: FixSafety;
  readonly edits: readonly PlacedEdit[];
}

/** A finding with every offset turned into file, cell, line and column. */
export interface PlacedFinding extends Place {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly related: readonly PlacedRelated[];
  /** The preferred fix first. */
  readonly fixes: readonly PlacedFix[];
}

/** A file that could not be read and why. */
export interface Unreadable {
  readonly file: string;
  readonly message: string;
  /** Asked for by name, so that failing to read it fails the run. */
  readonly named: boolean;
}

/** What one run of `lint` found. */
export interface LintReport {
  readonly findings: readonly PlacedFinding[];
  /** How many files were analysed. */
  readonly files: number;
  readonly unreadable: readonly Unreadable[];
}

export function place(finding: Finding, at: (location: Finding['location']) => Place): PlacedFinding {
  return {
    rule: finding.rule,
    severity: finding.severity,
    message: finding.message,
    ...at(finding.location),
    related: finding.related.map(({ location, message }) => ({ ...at(location), message })),
    fixes: finding.fixes.map(({ title, safety, edits }) => ({
      title,
      safety,
      edits: edits.map(({ location, newText }) => ({ ...at(location), newText })),
    })),
  };
}
