import { line } from 'd3-shape';
import type { Frame } from './frame.ts';

interface XY {
  readonly x: number;
  readonly y: number;
}

/** The `d` of a line through points; broken where a value is not finite. */
export function linePath(points: readonly XY[], frame: Frame): string {
  const draw = line<XY>()
    .defined(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))
    .x(({ x }) => round(frame.x(x)))
    .y(({ y }) => round(frame.y(y)));
  return draw(points) ?? '';
}

const round = (pixel: number): number => Math.round(pixel * 10) / 10;
