import { ticks } from 'd3-array';

/** The inner rectangle of a plot and its two scales, in the pixels of an SVG. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly invertX: (pixel: number) => number;
  readonly invertY: (pixel: number) => number;
  readonly xTicks: readonly number[];
  readonly yTicks: readonly number[];
}

type Domain = readonly [number, number];

export interface Margins {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const usual: Margins = { left: 44, right: 14, top: 10, bottom: 34 };

export function frame(
  width: number,
  height: number,
  xs: Domain,
  ys: Domain,
  margins: Margins = usual,
): Frame {
  const { left, top } = margins;
  const right = Math.max(left + 10, width - margins.right);
  const bottom = Math.max(top + 10, height - margins.bottom);
  const x = linear(xs, [left, right]);
  const y = linear(ys, [bottom, top]);
  return {
    width,
    height,
    left,
    right,
    top,
    bottom,
    x,
    y,
    invertX: linear([left, right], xs),
    invertY: linear([bottom, top], ys),
    xTicks: ticks(xs[0], xs[1], Math.max(2, Math.round((right - left) / 70))),
    yTicks: ticks(ys[0], ys[1], Math.max(2, Math.round((bottom - top) / 44))),
  };
}

const linear =
  ([from, to]: Domain, [start, end]: Domain) =>
  (value: number): number =>
    start + ((value - from) / (to - from)) * (end - start);

/**
 * The range in which most of the values lie. A few that run off towards infinity (a slope of 1/p near 0) would press all
 * else flat: they leave the picture instead.
 */
export function typicalDomain(values: readonly number[], include: readonly number[]): Domain {
  const sorted = values.filter(Number.isFinite).toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const reach = (at(0.95) - at(0.05)) * 1.5;
  const near = sorted.filter((value) => value >= at(0.05) - reach && value <= at(0.95) + reach);
  return domainOf(near, include);
}

/**
 * The range of curves and of their slopes. The curves decide: slopes that reach farther than the curves are high leave the
 * picture, so that they do not press the curves flat.
 */
export function domainWithSlopes(
  curves: readonly number[],
  slopes: readonly number[],
  include: readonly number[],
): Domain {
  const [low, high] = typicalDomain(curves, include);
  if (!slopes.some(Number.isFinite)) return [low, high];
  const [lowest, highest] = typicalDomain(slopes, []);
  const reach = high - low;
  return [Math.min(low, Math.max(lowest, low - reach)), Math.max(high, Math.min(highest, high + reach))];
}

/** The smallest range that holds all finite values, with a little room; [0, 1] for none. */
export function domainOf(values: Iterable<number>, include: readonly number[] = []): Domain {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of [...values, ...include]) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return [0, 1];
  if (low === high) return [low - 0.5, high + 0.5];
  const room = (high - low) * 0.05;
  return [low === 0 ? 0 : low - room, high + room];
}
