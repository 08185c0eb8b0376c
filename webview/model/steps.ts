import type { LossOutcome, Step } from '../../src/core/loss.ts';
import { divisorOf } from '../../src/core/reduce.ts';
import type { TellSteps } from '../steps.ts';
import type { Evaluation } from './evaluation.ts';
import { fixed } from './format.ts';

/** A step with its result already in words. */
export interface ShownStep extends Step {
  readonly result: string;
}

/** Whether there is a loss whose steps could be told. */
export const hasSteps = ({ outcome }: Evaluation): boolean => outcome !== null;

/** Every step from the selected row to the reduced loss; empty without a result. */
export function stepsOf(
  evaluation: Evaluation,
  row: number,
  column: number,
  tell: TellSteps,
): readonly ShownStep[] {
  const { outcome, problem } = evaluation;
  if (!outcome) return [];
  const { axes, loss } = problem;
  const perElement = outcome.elements.losses.data.length === axes.rows * axes.columns;
  const index = perElement ? axes.index(row, column) : Math.min(row, outcome.elements.losses.data.length - 1);
  const own = index < 0 ? [] : tell(loss.id, outcome.call, index);
  return [...own, ...reductionStep(outcome, axes.rows)].map((step) => ({
    ...step,
    result: listed(step.value),
  }));
}

function reductionStep(outcome: LossOutcome, rows: number): readonly Step[] {
  const { call, elements, value } = outcome;
  const count = elements.losses.data.length;
  if (call.reduction === 'none' || (count === 1 && divisorOf(elements, call, rows) === 1)) return [];
  const total = value.data[0] ?? Number.NaN;
  const divisor = divisorOf(elements, call, rows);
  const sum = call.reduction === 'sum' ? total : total * divisor;
  const terms = termsOf(elements.losses.data);
  if (call.reduction === 'sum')
    return [
      { label: `Sum of ${count} losses`, formula: 'L = \\sum_n \\ell_n', substituted: terms, value: [total] },
    ];
  return [
    {
      label: `${call.reduction === 'mean' ? 'Mean' : 'Sum by batch size'}: ${divisorText(divisor, count, call.reduction)}`,
      formula: 'L = \\frac{1}{D} \\sum_n \\ell_n',
      substituted: `\\frac{${terms}}{${number(divisor)}} = \\frac{${number(sum)}}{${number(divisor)}}`,
      value: [total],
    },
  ];
}

const divisorText = (divisor: number, count: number, reduction: string): string => {
  if (reduction === 'batchmean') return `divided by the batch size, ${fixed(divisor, 0)}`;
  return divisor === count
    ? `divided by the ${count} losses`
    : `divided by ${Number(divisor.toPrecision(6))}, the weights of what is not ignored, not by ${count}`;
};

function termsOf(losses: ArrayLike<number>): string {
  const shown = Array.from({ length: Math.min(losses.length, 6) }, (_, i) => number(losses[i] ?? Number.NaN));
  return shown.join(' + ') + (losses.length > 6 ? ' + \\dots' : '');
}

const number = (x: number): string =>
  Number.isFinite(x)
    ? String(Number(x.toPrecision(5)))
    : Number.isNaN(x)
      ? '\\mathrm{nan}'
      : x > 0
        ? '\\infty'
        : '-\\infty';

function listed(values: readonly number[]): string {
  const shown = values.slice(0, 8).map((value) => fixed(value));
  const text = shown.join(', ') + (values.length > 8 ? ', …' : '');
  return values.length === 1 ? text : `[${text}]`;
}
