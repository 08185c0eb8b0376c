/** States that were, the one that is, and those undone. Immutable. */
export interface History<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
  /** Edits of one gesture (a drag, a held arrow key) count as one step. */
  readonly gesture: string | null;
}

/** The most steps that are kept. */
export const limit = 200;

export const startHistory = <T>(present: T): History<T> => ({
  past: [],
  present,
  future: [],
  gesture: null,
});

/** Records `next`. Within the gesture of the last edit it replaces the present one. The oldest beyond `most` go. */
export function record<T>(
  history: History<T>,
  next: T,
  gesture: string | null = null,
  most = limit,
): History<T> {
  if (next === history.present) return history;
  const continues = gesture !== null && gesture === history.gesture;
  const past = continues ? history.past : [...history.past, history.present].slice(-most);
  return { past, present: next, future: [], gesture };
}

/** The same history with what is neither an edit nor undone (a scrolled list, an opened section) changed in place. */
export const amend = <T>(history: History<T>, present: T): History<T> => ({ ...history, present });

export function undo<T>(history: History<T>): History<T> {
  const previous = history.past.at(-1);
  if (previous === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present: previous,
    future: [history.present, ...history.future],
    gesture: null,
  };
}

export function redo<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future, gesture: null };
}
