import { viewChoice } from '../state/view.ts';
import { headlineOf, type Unit } from './headline.ts';
import type { Model } from './model.ts';

/** What a screen reader hears when the result changes. */
export function announcement({ main, state }: Model): string {
  if (main.error) return `Not computed: ${main.error.message}`;
  const { text, unit } = headlineOf(main, viewChoice<Unit>(state, 'unit', ['nats', 'bits']));
  return `Loss ${text} ${unit}`;
}
