import type { Setting, State } from '../../src/protocol.ts';
import type { Edit } from './store.ts';
import { withView } from './view.ts';

/** A result that was kept, with all that reproduces it. */
export interface Pin {
  readonly label: string;
  readonly setting: Setting;
  readonly compare: Setting | null;
  readonly classNames: State['classNames'];
}

/** Pins lie in the view as JSON: they are the panel's own, and survive with it. */
export function pinsOf({ view }: State): readonly Pin[] {
  try {
    const pins: unknown = JSON.parse(typeof view.pins === 'string' ? view.pins : '[]');
    return Array.isArray(pins) ? (pins as Pin[]).filter((pin) => typeof pin?.setting?.loss === 'string') : [];
  } catch {
    return [];
  }
}

const store = (state: State, pins: readonly Pin[]): State => withView(state, { pins: JSON.stringify(pins) });

/** At most so many; the oldest go. */
const most = 6;

export const withPin =
  (label: string): Edit =>
  (state) => {
    const { setting, compare, classNames } = state;
    return store(state, [...pinsOf(state), { label, setting, compare, classNames }].slice(-most));
  };

export const unpinned =
  (index: number): Edit =>
  (state) =>
    store(
      state,
      pinsOf(state).filter((_, i) => i !== index),
    );

/** Returns to a pinned result. */
export const pinned =
  ({ setting, compare, classNames }: Pin): Edit =>
  (state) => ({ ...state, setting, compare, classNames });
