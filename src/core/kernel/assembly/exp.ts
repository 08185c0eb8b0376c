// e^x is computed without subtracting the row's maximum, which would round: x = n·ln 2 + r, e^x = 2^n·e^r. The shift
// that keeps the largest power in range is a power of two, 2^(48 − shift) with shift = round(max / ln 2): lossless.
// 48 leaves room below, so that results far under the smallest normal float32 are still right after scaling.

/** 1.5·2^23: adding it leaves the integer nearest to a small float in the low bits. */
const MAGIC: f32 = 12582912.0;
const LOG2_E: f32 = <f32>Math.LOG2E;
/** ln 2 in two parts; the first has 12 bits, so that n times it is exact. */
const LN2_HIGH: f32 = 0.693115234375;
const LN2_LOW: f32 = 3.194618331708946e-5;
// e^r = 1 + r + r²·(C2 + C3 r + C4 r² + C5 r³ + C6 r⁴) for |r| ≤ ln 2 / 2, relative error 3e-9 (weighted minimax fit).
const C2: f32 = 0.4999999344302965;
const C3: f32 = 0.16666520560939027;
const C4: f32 = 0.041668388877271076;
const C5: f32 = 0.00836872546742301;
const C6: f32 = 0.0013814580979792535;

/** 2^(bias − 127)·e^x for four x. NaN stays NaN. */
export function expOf(x: v128, bias: v128): v128 {
  const t = f32x4.add(f32x4.mul(x, f32x4.splat(LOG2_E)), f32x4.splat(MAGIC));
  const n = f32x4.sub(t, f32x4.splat(MAGIC));
  const r = f32x4.sub(f32x4.sub(x, f32x4.mul(n, f32x4.splat(LN2_HIGH))), f32x4.mul(n, f32x4.splat(LN2_LOW)));
  const r2 = f32x4.mul(r, r);
  const low = f32x4.add(f32x4.splat(C2), f32x4.mul(r, f32x4.splat(C3)));
  const middle = f32x4.add(f32x4.splat(C4), f32x4.mul(r, f32x4.splat(C5)));
  const q = f32x4.add(low, f32x4.mul(r2, f32x4.add(middle, f32x4.mul(r2, f32x4.splat(C6)))));
  const e = f32x4.add(f32x4.splat(1), f32x4.add(r, f32x4.mul(r2, q)));
  return f32x4.mul(e, i32x4.shl(i32x4.add(t, bias), 23));
}
