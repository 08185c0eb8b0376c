import type { Frame } from './frame.ts';

interface XY {
  readonly x: number;
  readonly y: number;
}

/** The `d` of a line through points; broken where a value is not finite. */
export function linePath(points: readonly XY[], frame: Frame): string {
  let pen = 'M';
  let path = '';
  for (const { x, y } of points) {
    const drawn = Number.isFinite(x) && Number.isFinite(y);
    if (drawn) path += `${pen}${round(frame.x(x))},${round(frame.y(y))}`;
    pen = drawn ? 'L' : 'M';
  }
  return path;
}

const round = (pixel: number): number => Math.round(pixel * 10) / 10;
