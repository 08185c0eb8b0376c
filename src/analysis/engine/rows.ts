import type { Reshape } from '../library/effect.ts';
import type { Mark, TensorValue } from '../value.ts';
import type { Value } from './values.ts';

// What `gather` and `max` along an axis leave of the axes is known even where the number of axes is not: the one keeps them
// all, the other takes one away. So `q.gather(1, a)` and `q.max(1)[0]` never fit. Along the first axis, or the last one of how
// many ever, there may be but one, and what is left of it a number, which fits.

const isOfRows = (mark: Mark): boolean => mark === 'gathered' || mark === 'per-row';

export const tellsRows = (marks: readonly Mark[]): boolean => marks.some(isOfRows);

/** Without what is known of the axes. */
export const withoutRows = (marks: readonly Mark[]): readonly Mark[] =>
  tellsRows(marks) ? marks.filter((mark) => !isOfRows(mark)) : marks;

/** What is left of it in another shape. Of what was gathered, the axis that is squeezed is the one of size 1. */
export function rowsReshaped(marks: readonly Mark[], how: Reshape): readonly Mark[] {
  const rest = withoutRows(marks);
  return how === 'squeeze' && marks.includes('gathered') ? [...rest, 'per-row'] : rest;
}

/** `rewards + gamma * best`: nothing that is added or multiplied gives the axis back, but what has more axes. */
export function rowsCombined(left: Value, right: Value): readonly Mark[] {
  const marks = [left, right].flatMap((value) => (value.kind === 'tensor' ? value.marks : []));
  const more = [left, right].some((value) => value.kind === 'tensor' && hasMoreAxes(value));
  return marks.includes('per-row') && !more ? ['per-row'] : [];
}

/** `best = torch.zeros(n)`, then `best[mask] = q.max(1)[0]`. */
export const rowsFilled = (into: TensorValue, item: Value): readonly Mark[] =>
  into.shape?.length === 1 && item.kind === 'tensor' && item.marks.includes('per-row') ? ['per-row'] : [];

const hasMoreAxes = ({ shape, marks }: TensorValue): boolean =>
  marks.includes('gathered') || (shape !== null && shape.length > 1);
