/** A finite number as numerator · 2^−shift. */
const shift = 1100n;
const scale = 1n << shift;

/** Every double is a whole number of 2^−1074ths, so that sums of them can be exact. */
export function exactly(x: number): bigint {
  if (Number.isInteger(x) && Math.abs(x) <= Number.MAX_SAFE_INTEGER) return BigInt(x) << shift;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const exponent = (bits >> 52n) & 0x7ffn;
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = exponent === 0n ? fraction : fraction | (1n << 52n);
  const power = (exponent === 0n ? 1n : exponent) - 1075n + shift;
  const value = power >= 0n ? mantissa << power : mantissa >> -power;
  return x < 0 ? -value : value;
}

/** The double nearest to a quotient of whole numbers. */
export function nearest(numerator: bigint, denominator: bigint): number {
  if (numerator === 0n) return 0;
  const negative = numerator < 0n !== denominator < 0n;
  const [n, d] = [numerator < 0n ? -numerator : numerator, denominator < 0n ? -denominator : denominator];
  // 64 significant bits and one that tells whether anything is left decide the rounding.
  const power = BigInt(n.toString(2).length - d.toString(2).length - 64);
  const [top, bottom] = power >= 0n ? [n, d << power] : [n << -power, d];
  const quotient = top / bottom;
  const sticky = top % bottom === 0n ? quotient : quotient | 1n;
  const rounded = Number(sticky) * 2 ** Number(power);
  return negative ? -rounded : rounded;
}

/** The exact sum, in 2^−1100ths. */
export const exactSum = (values: readonly number[]): bigint =>
  values.reduce((sum, x) => sum + exactly(x), 0n);

/** `math.fsum`: the double nearest to the exact sum. */
export const fsum = (values: readonly number[]): number =>
  values.every(Number.isFinite) ? nearest(exactSum(values), scale) : values.reduce((a, b) => a + b, 0);

export const exactMean = (values: readonly number[]): number =>
  nearest(exactSum(values), scale * BigInt(values.length));

function wholeRoot(x: bigint): bigint {
  let root = 1n << BigInt((x.toString(2).length + 1) >> 1);
  for (let next = (root + x / root) >> 1n; next < root; next = (root + x / root) >> 1n) root = next;
  return root;
}

/** The double nearest to the root of a quotient. */
export function nearestRoot({ numerator, denominator }: Fraction): number {
  if (numerator === 0n) return 0;
  const up = 200n;
  const scaled = (numerator << (2n * up)) / denominator;
  const root = wholeRoot(scaled);
  // What is left over only tells on which side of a tie the root lies.
  const sticky = root * root === scaled && (numerator << (2n * up)) % denominator === 0n ? root : root | 1n;
  return nearest(sticky, 1n << up);
}

export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** Σ(x − mean)² / (n − spare), exact. */
export function exactVariance(values: readonly number[], spare: 0 | 1): Fraction {
  const n = BigInt(values.length);
  const all = values.map(exactly);
  const sum = all.reduce((a, b) => a + b, 0n);
  const squares = all.reduce((a, b) => a + b * b, 0n);
  return {
    numerator: n * squares - sum * sum,
    denominator: n * (n - BigInt(spare)) * scale * scale,
  };
}
