import type { Scale } from '../core/loss.ts';

/** From least to most severe. */
export const severities = ['hint', 'info', 'warning', 'error'] as const;

export type Severity = (typeof severities)[number];
export type FixSafety = 'safe' | 'unsafe';

/** UTF-16 offsets into a file's text or, in a notebook, into the source of cell `cell` (0-based over all cells). */
export interface Location {
  readonly file: string;
  readonly cell: number | null;
  readonly start: number;
  readonly end: number;
}

export interface Related {
  readonly location: Location;
  readonly message: string;
}

export interface Edit {
  readonly location: Location;
  readonly newText: string;
}

/** One quick fix. Safe keeps the results the program computes; unsafe changes them, which is the point. */
export interface Fix {
  readonly title: string;
  readonly safety: FixSafety;
  readonly edits: readonly Edit[];
}

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** One or two sentences: what reaches what, what happens numerically, what to do. */
  readonly message: string;
  readonly location: Location;
  /** Both ends: the activation and the loss, and the way the value took between them, in order. */
  readonly related: readonly Related[];
  /** The first is the preferred one. */
  readonly fixes: readonly Fix[];
}

/** What reaches one argument of a loss call, for the hover. */
export interface Received {
  readonly input: string;
  readonly location: Location;
  /** Undefined: not known. */
  readonly scale?: Scale;
  readonly shape?: readonly (number | null)[];
  readonly dtype?: string;
  /** Where it got its scale, in order from the source to the loss. */
  readonly path: readonly Related[];
}

/** A call that computes a loss, or the place where a criterion is made. */
export interface LossSite {
  /** Id of the loss in `core`. */
  readonly loss: string;
  /** The qualified name as written through its import: `torch.nn.functional.cross_entropy`. */
  readonly api: string;
  readonly location: Location;
  readonly received: readonly Received[];
}

export interface FileReport {
  readonly findings: readonly Finding[];
  readonly sites: readonly LossSite[];
}
