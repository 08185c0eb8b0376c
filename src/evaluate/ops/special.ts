/** Special functions in double precision, for activations and distributions. */

const sqrtPi = Math.sqrt(Math.PI);

/** Below this the series converges fast, above it the continued fraction. */
const seam = 2.5;

/** erf x = 2/√π · e^{−x²} Σ 2ⁿ x^{2n+1} / (2n+1)!!: all terms positive, so nothing cancels. */
function erfSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; n < 200; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
    if (term < sum * 1e-17) break;
  }
  return (2 / sqrtPi) * Math.exp(-x * x) * sum;
}

/** erfc x by Lentz's continued fraction, for x ≥ 2.5. */
function erfcFraction(x: number): number {
  let value = 0;
  for (let k = 120; k >= 1; k--) value = k / 2 / (x + value);
  return Math.exp(-x * x) / sqrtPi / (x + value);
}

export function erf(x: number): number {
  if (Number.isNaN(x)) return x;
  const magnitude = Math.abs(x);
  const value = magnitude < seam ? erfSeries(magnitude) : 1 - erfcFraction(magnitude);
  return x < 0 ? -value : value;
}

export function erfc(x: number): number {
  if (Number.isNaN(x)) return x;
  return x < seam ? 1 - erf(x) : erfcFraction(x);
}

/** Lanczos' coefficients for g = 7, n = 9 (Godfrey). */
const lanczos = [
  0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406,
  12.507343278686905, -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
];

/** log |Γ(x)|. */
export function logGamma(x: number): number {
  if (x < 0.5) {
    if (Number.isInteger(x)) return Number.POSITIVE_INFINITY;
    return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - logGamma(1 - x);
  }
  const shifted = x - 1;
  const sum = lanczos.reduce((total, c, i) => (i === 0 ? c : total + c / (shifted + i)), 0);
  const t = shifted + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(sum);
}

/** ψ(x), by recurrence up to where the asymptotic series holds. */
export function digamma(x: number): number {
  if (x <= 0 && Number.isInteger(x)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x < 0) return digamma(1 - x) - Math.PI / Math.tan(Math.PI * x);
  let value = 0;
  let at = x;
  for (; at < 10; at++) value -= 1 / at;
  const square = 1 / (at * at);
  const tail =
    square * (1 / 12 - square * (1 / 120 - square * (1 / 252 - square * (1 / 240 - square / 132))));
  return value + Math.log(at) - 0.5 / at - tail;
}

/** ψ′(x), the same way. */
export function trigamma(x: number): number {
  if (x <= 0 && Number.isInteger(x)) return Number.POSITIVE_INFINITY;
  if (x < 0) return (Math.PI / Math.sin(Math.PI * x)) ** 2 - trigamma(1 - x);
  let value = 0;
  let at = x;
  for (; at < 10; at++) value += 1 / (at * at);
  const square = 1 / (at * at);
  const tail = square * (1 / 6 - square * (1 / 30 - square * (1 / 42 - square / 30)));
  return value + (1 + 0.5 / at + tail) / at;
}

/** The inverse of erf: a first guess (Giles 2010) improved by Newton's method. */
export function erfinv(y: number): number {
  if (Math.abs(y) >= 1) return Math.abs(y) === 1 ? y * Number.POSITIVE_INFINITY : Number.NaN;
  const w = Math.log1p(-y * y);
  const a = 2 / (Math.PI * 0.147) + w / 2;
  let x = Math.sign(y) * Math.sqrt(Math.sqrt(a * a - w / 0.147) - a);
  for (let i = 0; i < 4; i++) {
    const error = y > 0 ? 1 - y - erfc(x) : y + 1 - erfc(-x);
    x += ((y > 0 ? -error : error) * sqrtPi * Math.exp(x * x)) / 2;
  }
  return y === 0 ? y : x;
}

/** Rounds to the nearest integer, ties to even, as C and Python do. */
export function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}
