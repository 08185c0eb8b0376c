import type { RuleMeta } from '../../analysis/rule.ts';
import type { LintReport } from '../lint/report.ts';

export interface FormatContext {
  readonly rules: readonly RuleMeta[];
  readonly version: string;
  readonly colour: boolean;
}

/** Turns a report into what is printed. */
export type Format = (report: LintReport, context: FormatContext) => string;

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
