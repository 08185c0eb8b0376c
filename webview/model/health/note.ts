import type { SettingEdit } from '../../state/edits.ts';
import type { Model } from '../model.ts';

/** Something that the numbers themselves say, and what to do about it. */
export interface HealthNote {
  readonly id: string;
  readonly severity: 'error' | 'warning' | 'info';
  /** What is there. */
  readonly title: string;
  /** What it does to the loss, with a number where there is one. */
  readonly detail: string;
  /** The linter's rule for the same mistake in code. */
  readonly rule?: string;
  readonly fix?: HealthFix;
}

export interface HealthFix {
  readonly label: string;
  readonly apply: SettingEdit;
}

/** One thing to look for. Undefined where all is well. */
export type HealthCheck = (model: Model) => HealthNote | undefined;
