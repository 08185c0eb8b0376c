/**
 * The logarithm and the sine and cosine of PyTorch's vectorised normal numbers: the single-precision polynomials of the
 * Cephes library (logf, sinf, cosf), with fused multiplication and addition. They differ from correctly rounded ones in the
 * last digit, and so must we.
 */
const f = Math.fround;

/** `a·b + c`, rounded once. */
const fused = (a: number, b: number, c: number): number => f(a * b + c);

const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((sum, coefficient) => fused(sum, x, coefficient), 0);

const logarithm = [
  7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
  2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
].map(f);
const sine = [-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1].map(f);
const cosine = [2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2].map(f);
/** ln 2 and π/4, each as a sum of numbers that few digits suffice for. */
const [ln2High, ln2Low] = [f(0.693359375), f(-2.1219444e-4)];
const quarterPi = [-0.78515625, -2.4187564849853516e-4, -3.774894977445941e-8].map(f);
const perQuarter = f(4 / Math.PI);

/** The natural logarithm of a float32 in (0, 1]. */
export function logOf(x: number): number {
  let exponent = Math.floor(Math.log2(x)) + 1;
  let mantissa = x / 2 ** exponent;
  if (mantissa < f(Math.SQRT1_2)) {
    exponent -= 1;
    mantissa *= 2;
  }
  const m = f(mantissa - 1);
  const square = f(m * m);
  const series = f(f(polynomial(logarithm, m) * m) * square);
  const tail = fused(-0.5, square, fused(exponent, ln2Low, series));
  return fused(exponent, ln2High, f(m + tail));
}

/** Sine and cosine of a float32 in [0, 2π]. */
export function sineAndCosine(angle: number): readonly [sine: number, cosine: number] {
  const octant = (Math.trunc(f(angle * perQuarter)) + 1) & ~1;
  const x = quarterPi.reduce((left, part) => fused(octant, part, left), angle);
  const square = f(x * x);
  const c = f(fused(-0.5, square, f(f(polynomial(cosine, square) * square) * square)) + 1);
  const s = fused(f(polynomial(sine, square) * square), x, x);
  const [first, second] = (octant & 2) === 0 ? [s, c] : [c, s];
  return [(octant & 4) === 0 ? first : -first, ((octant - 2) & 4) === 0 ? -second : second];
}
