import type { LossError } from '../../src/core/loss.ts';
import type { Evaluation } from '../model/evaluation.ts';
import { type Headline, headlineOf, type Unit } from '../model/headline.ts';
import type { BatchModel } from './batches.ts';
import type { Whole } from './summaries.ts';

/** Why the whole has no loss, if it has none. */
export const refusalOf = (whole: Whole | undefined): LossError | null =>
  whole?.summary?.ok === false && whole.current ? whole.summary : null;

/** The headline of the whole batch, from that of one of its rows; the value is NaN until it is known. */
export function batchHeadline(
  row: Evaluation,
  { axes }: BatchModel,
  whole: Whole | undefined,
  unit: Unit,
): Headline {
  const summary = whole?.summary?.ok ? whole.summary : undefined;
  const headline = headlineOf({ ...row, value: summary?.value ?? Number.NaN }, unit);
  const count = axes.rows.toLocaleString('en');
  if (!summary) return { ...headline, text: '…', note: `${count} samples` };
  return { ...headline, note: noteOf(row, summary.divisor, count, whole?.current ?? false) };
}

function noteOf({ problem }: Evaluation, divisor: number, count: string, current: boolean): string {
  const notes = {
    mean: `mean of ${count} samples${Number.isInteger(divisor) ? '' : `, divided by their weights ${divisor}`}`,
    batchmean: `sum over ${count} samples, divided by their number`,
    sum: `sum over ${count} samples`,
    none: `not reduced; the mean of ${count} samples is shown`,
  } as const;
  return current
    ? notes[problem.setting.reduction]
    : `${notes[problem.setting.reduction]}, before the last change`;
}
