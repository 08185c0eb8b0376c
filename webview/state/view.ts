import type { State } from '../../src/protocol.ts';

type View = State['view'];
type ViewValue = View[string];

/** The state with some of what the panel keeps for itself changed; the same object where nothing does. */
export function withView(state: State, changes: Readonly<Record<string, ViewValue>>): State {
  const same = Object.entries(changes).every(([key, value]) => state.view[key] === value);
  return same ? state : { ...state, view: { ...state.view, ...changes } };
}

export const viewNumber = (state: State, key: string, otherwise: number): number => {
  const value = state.view[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
};

export const viewFlag = (state: State, key: string, otherwise: boolean): boolean => {
  const value = state.view[key];
  return typeof value === 'boolean' ? value : otherwise;
};

/** One of `choices`, the first where the view holds something else. */
export function viewChoice<T extends string>(state: State, key: string, choices: readonly [T, ...T[]]): T {
  const value = state.view[key];
  return choices.find((choice) => choice === value) ?? choices[0];
}
