/** What part of a long list is in sight. */
export interface Visible {
  readonly first: number;
  /** One past the last. */
  readonly end: number;
}

/** The items of `size` pixels each that lie within the view, and a few beside it so that a short scroll shows no gap. */
export function visible(count: number, size: number, offset: number, view: number, beside = 2): Visible {
  const first = Math.max(0, Math.floor(offset / size) - beside);
  const end = Math.min(count, Math.ceil((offset + view) / size) + beside);
  return { first: Math.min(first, count), end: Math.max(end, 0) };
}

export const range = ({ first, end }: Visible): number[] =>
  Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);

/** The scroll offset, nearest to the present one, at which an item is wholly in sight. */
export function offsetToShow(index: number, size: number, offset: number, view: number): number {
  const start = index * size;
  if (start < offset) return start;
  return start + size > offset + view ? start + size - view : offset;
}
