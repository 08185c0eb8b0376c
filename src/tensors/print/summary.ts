import { sizeOf } from '../../core/create.ts';

/** When and how a long tensor is shortened: beyond `threshold` elements, `edgeItems` stay at each end of an axis. */
export interface Summary {
  readonly threshold: number;
  readonly edgeItems: number;
}

/** The indices of one axis that are shown; null stands for the gap. */
export function shownIndices(length: number, summarize: boolean, edgeItems: number): (number | null)[] {
  if (!summarize || length <= 2 * edgeItems) return Array.from({ length }, (_, i) => i);
  const head = Array.from({ length: edgeItems }, (_, i) => i);
  return [...head, null, ...head.map((i) => length - edgeItems + i)];
}

/** Flat offsets of all elements that are shown; only these decide about widths. */
export function shownOffsets(shape: readonly number[], { threshold, edgeItems }: Summary): number[] {
  const summarize = sizeOf(shape) > threshold;
  let offsets = [0];
  for (const [axis, length] of shape.entries()) {
    const step = sizeOf(shape.slice(axis + 1));
    const shown = shownIndices(length, summarize, edgeItems).filter((i) => i !== null);
    offsets = offsets.flatMap((offset) => shown.map((i) => offset + i * step));
  }
  return offsets;
}
