import { viewChoice } from '../state/view.ts';
import type { Evaluation } from './evaluation.ts';
import { headlineOf, type Unit } from './headline.ts';
import type { Model } from './model.ts';

/** What a screen reader hears when the result changes; both results while two settings are compared. */
export function announcement({ main, other, state }: Model): string {
  const unit = viewChoice<Unit>(state, 'unit', ['nats', 'bits']);
  const first = outcome(main, unit);
  return other ? `A: ${first}. B: ${outcome(other, unit)}` : first;
}

function outcome(evaluation: Evaluation, unit: Unit): string {
  if (evaluation.error) return `Not computed: ${evaluation.error.message}`;
  const headline = headlineOf(evaluation, unit);
  return `Loss ${headline.text} ${headline.unit}`.trim();
}
