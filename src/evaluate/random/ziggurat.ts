const layers = 256;
/** Where the tail begins, and the area of each layer (Marsaglia and Tsang 2000, 256 layers). */
const tail = 3.654152885361009;
const area = 0.004928673233974655;
const scale = 2 ** 52;

/** Layer bounds `x`, scaled to 52-bit integers: fast acceptance limits, widths and heights. */
export interface ZigguratTables {
  readonly limits: Float64Array;
  readonly widths: Float64Array;
  readonly heights: Float64Array;
}

const density = (x: number): number => Math.exp(-0.5 * x * x);

export function zigguratTables(): ZigguratTables {
  const limits = new Float64Array(layers);
  const widths = new Float64Array(layers);
  const heights = new Float64Array(layers);
  const base = area / density(tail);
  limits[0] = Math.floor((tail / base) * scale);
  widths[0] = base / scale;
  widths[layers - 1] = tail / scale;
  heights[0] = 1;
  heights[layers - 1] = density(tail);
  let outer = tail;
  for (let i = layers - 2; i >= 1; i--) {
    const inner = Math.sqrt(-2 * Math.log(area / outer + density(outer)));
    limits[i + 1] = Math.floor((inner / outer) * scale);
    widths[i] = inner / scale;
    heights[i] = density(inner);
    outer = inner;
  }
  return { limits, widths, heights };
}

/** A standard normal from 64-bit draws: 8 bits of layer, one of sign, 52 of magnitude. */
export function zigguratNormal(
  { limits, widths, heights }: ZigguratTables,
  next64: () => bigint,
  double: () => number,
): number {
  for (;;) {
    const draw = next64();
    const layer = Number(draw & 0xffn);
    const magnitude = Number((draw >> 9n) & 0xfffffffffffffn);
    const x = magnitude * (widths[layer] as number) * ((draw >> 8n) & 1n ? -1 : 1);
    if (magnitude < (limits[layer] as number)) return x;
    if (layer === 0) return tailNormal(((draw >> 17n) & 1n) === 1n, double);
    const low = heights[layer] as number;
    const high = heights[layer - 1] as number;
    if ((high - low) * double() + low < density(x)) return x;
  }
}

function tailNormal(negative: boolean, double: () => number): number {
  for (;;) {
    const x = -Math.log1p(-double()) / tail;
    const y = -Math.log1p(-double());
    if (y + y > x * x) return negative ? -(tail + x) : tail + x;
  }
}
