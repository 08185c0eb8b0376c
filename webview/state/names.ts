import type { Edit } from './store.ts';

/** Names a class; the others keep their names or get their numbers. An empty name is the number again. */
export const withNames =
  (classes: number, column: number, name: string): Edit =>
  (state) => {
    const names = Array.from({ length: classes }, (_, c) => state.classNames?.[c] ?? String(c));
    names[column] = name || String(column);
    return { ...state, classNames: names };
  };
