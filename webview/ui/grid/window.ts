import type { Place } from './types.ts';

const beside = 2;

/** What part of a long list is in sight. */
export interface Visible {
  readonly first: number;
  /** One past the last. */
  readonly end: number;
}

/**
 * The items of `size` pixels each that lie within the view, and a few beside it so that a short scroll shows no gap. As
 * many wherever the view stands.
 */
export function visible(count: number, size: number, offset: number, view: number, more = beside): Visible {
  const shown = Math.min(count, Math.ceil(Math.max(view, 0) / size) + 1 + 2 * more);
  const first = Math.min(Math.max(0, Math.floor(offset / size) - more), count - shown);
  return { first, end: first + shown };
}

export const range = ({ first, end }: Visible): number[] =>
  Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);

/** The scroll offset, nearest to the present one, at which an item is wholly in sight. */
export function offsetToShow(index: number, size: number, offset: number, view: number): number {
  const start = index * size;
  if (start < offset) return start;
  return start + size > offset + view ? start + size - view : offset;
}

/** The place itself, or the one nearest to it among the rows and columns in sight. The column −1 always is. */
export function nearest(place: Place, rows: readonly number[], columns: readonly number[]): Place {
  const row = within(place.row, rows);
  return { row, column: place.column < 0 ? place.column : within(place.column, columns) };
}

const within = (index: number, list: readonly number[]): number =>
  Math.min(Math.max(index, list[0] ?? 0), list.at(-1) ?? 0);
