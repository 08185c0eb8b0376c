import type { Frame } from './frame.ts';

interface XY {
  readonly x: number;
  readonly y: number;
}

/**
 * The `d` of a line through points; broken where a value is not finite, and cut a picture's height above and below the
 * picture: a slope of 1e12 is a path of 1e14 pixels, in which browsers and accessibility tools lose themselves.
 */
export function linePath(points: readonly XY[], frame: Frame): string {
  let end: XY | undefined;
  let path = '';
  let last = '';
  for (const { x, y } of points) {
    const drawn = Number.isFinite(x) && Number.isFinite(y);
    const point = drawn ? { x: frame.x(x), y: frame.y(y) } : undefined;
    const [from, to] = (end && point && cut(end, point, -frame.height, 2 * frame.height)) ?? [];
    if (from && to) {
      const [start, stop] = [pair(from), pair(to)];
      path += `${start === last ? '' : `M${start}`}L${stop}`;
      last = stop;
    }
    end = point;
  }
  return path;
}

/** The part of a segment between two heights. */
function cut(a: XY, b: XY, low: number, high: number): readonly [XY, XY] | undefined {
  if (Math.max(a.y, b.y) < low || Math.min(a.y, b.y) > high) return undefined;
  const within = (point: XY, other: XY): XY => {
    const y = Math.min(high, Math.max(low, point.y));
    if (y === point.y) return point;
    return { x: point.x + ((y - point.y) / (other.y - point.y)) * (other.x - point.x), y };
  };
  return [within(a, b), within(b, a)];
}

const pair = ({ x, y }: XY): string => `${round(x)},${round(y)}`;

const round = (pixel: number): number => Math.round(pixel * 10) / 10;
