import type { Step } from '../../src/core/loss.ts';
import type { TellSteps } from '../steps.ts';
import type { Evaluation } from './evaluation.ts';
import { fixed } from './format.ts';

/** A step with its result already in words. */
export interface ShownStep extends Step {
  readonly result: string;
}

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
  const count = outcome.elements.losses.data.length;
  const perElement = count === axes.rows * axes.columns;
  const index = Math.min(perElement ? axes.index(row, column) : row, count - 1);
  const steps = index < 0 ? [] : tell(loss.id, outcome, index);
  return steps.map((step) => ({ ...step, result: listed(step.value) }));
}

function listed(values: readonly number[]): string {
  const shown = values.slice(0, 8).map((value) => fixed(value));
  const text = shown.join(', ') + (values.length > 8 ? ', …' : '');
  return values.length === 1 ? text : `[${text}]`;
}
