import { contours } from 'd3-contour';
import type { Frame } from './frame.ts';

/** One filled level of a contour picture. */
export interface Level {
  /** 0 for the lowest to 1 for the highest. */
  readonly height: number;
  readonly d: string;
}

/**
 * The filled contours of values on a square grid, as SVG paths in the frame's pixels.
 * @param values row by row, `size` to a row, the first row at the bottom
 */
export function contourLevels(
  values: readonly number[],
  size: number,
  frame: Frame,
  count = 12,
): readonly Level[] {
  const finite = values.filter(Number.isFinite);
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  if (!(high > low)) return [];
  // Levels crowd towards the bottom, where the shape of the valley is.
  const thresholds = Array.from({ length: count }, (_, i) => low + (high - low) * (i / count) ** 1.7);
  const capped = values.map((value) => (Number.isFinite(value) ? value : high));
  const toX = (i: number) => frame.left + ((i - 0.5) / (size - 1)) * (frame.right - frame.left);
  const toY = (j: number) => frame.bottom - ((j - 0.5) / (size - 1)) * (frame.bottom - frame.top);
  return contours()
    .size([size, size])
    .thresholds(thresholds)(capped)
    .map(({ coordinates }, i) => ({
      height: i / (count - 1),
      d: coordinates.flatMap((polygon) => polygon.map((ring) => ringPath(ring, toX, toY))).join(''),
    }));
}

type Ring = readonly (readonly number[])[];

function ringPath(ring: Ring, toX: (i: number) => number, toY: (j: number) => number): string {
  const points = ring.map(([i = 0, j = 0]) => `${toX(i).toFixed(1)},${toY(j).toFixed(1)}`);
  return `M${points.join('L')}Z`;
}
