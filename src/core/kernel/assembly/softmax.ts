import { expOf } from './exp';

/** How far below the maximum a logit still differs from −∞: e^−118 is 0 in float32. */
const REACH: f32 = 118;

/** The upper two floats in float64. */
function upper(v: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 0, 1));
}

/** The largest of `n` floats; NaN does not count. */
export function rowMax(source: usize, n: i32): f32 {
  const end = source + ((<usize>n) << 2);
  let a = f32x4.splat(-f32.MAX_VALUE);
  let b = a;
  let p = source;
  for (; p + 32 <= end; p += 32) {
    a = f32x4.pmax(a, v128.load(p));
    b = f32x4.pmax(b, v128.load(p, 16));
  }
  a = f32x4.pmax(a, b);
  for (; p < end; p += 4) a = f32x4.pmax(a, v128.load32_splat(p));
  const pair = f32x4.pmax(a, v128.shuffle<f32>(a, a, 2, 3, 0, 1));
  return f32x4.extract_lane(f32x4.pmax(pair, v128.shuffle<f32>(pair, pair, 1, 0, 3, 2)), 0);
}

/** The sum of `n` floats in float64. */
export function rowSum(source: usize, n: i32): f64 {
  const end = source + ((<usize>n) << 2);
  let a = f64x2.splat(0);
  let b = a;
  let p = source;
  for (; p + 16 <= end; p += 16) {
    const v = v128.load(p);
    a = f64x2.add(a, f64x2.promote_low_f32x4(v));
    b = f64x2.add(b, upper(v));
  }
  a = f64x2.add(a, b);
  let sum = f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
  for (; p < end; p += 4) sum += <f64>load<f32>(p);
  return sum;
}

/** Σ w_c·source_c of `n` floats in float64. */
export function rowDot(source: usize, weights: usize, n: i32): f64 {
  const end = source + ((<usize>n) << 2);
  let a = f64x2.splat(0);
  let b = a;
  let p = source;
  let w = weights;
  for (; p + 16 <= end; p += 16) {
    const v = v128.load(p);
    const u = v128.load(w);
    a = f64x2.add(a, f64x2.mul(f64x2.promote_low_f32x4(v), f64x2.promote_low_f32x4(u)));
    b = f64x2.add(b, f64x2.mul(upper(v), upper(u)));
    w += 16;
  }
  a = f64x2.add(a, b);
  let sum = f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
  for (; p < end; p += 4) {
    sum += <f64>load<f32>(p) * <f64>load<f32>(w);
    w += 4;
  }
  return sum;
}

/**
 * target_c = 2^(48 − shift)·e^(source_c) for `n` floats, and their sum in float64. `max` and `shift` as rowMax gives
 * them, |max| ≤ 1000; what lies more than 118 below the maximum becomes 0 after scaling.
 */
export function rowExp(source: usize, target: usize, n: i32, max: f32, shift: i32): f64 {
  const end = source + ((<usize>n) << 2);
  const floor = f32x4.splat(max - REACH);
  // The integer in the low bits of t is n + MAGIC's own bits, whose multiples of 2^9 the shift by 23 drops.
  const bias = i32x4.splat(127 + 48 - shift);
  // Float32 holds sums of two at most: along a row its rounding would move every gradient by several ulp.
  let a = f64x2.splat(0);
  let b = a;
  let p = source;
  let q = target;
  for (; p + 32 <= end; p += 32) {
    const x = expOf(f32x4.pmax(v128.load(p), floor), bias);
    const y = expOf(f32x4.pmax(v128.load(p, 16), floor), bias);
    v128.store(q, x);
    v128.store(q, y, 16);
    const both = f32x4.add(x, y);
    a = f64x2.add(a, f64x2.promote_low_f32x4(both));
    b = f64x2.add(b, upper(both));
    q += 32;
  }
  a = f64x2.add(a, b);
  let total = f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
  for (; p < end; p += 4) {
    const e = expOf(f32x4.pmax(v128.load32_splat(p), floor), bias);
    v128.store32_lane(q, e, 0);
    total += <f64>f32x4.extract_lane(e, 0);
    q += 4;
  }
  return total;
}

/** target_c ← target_c·(high + low) − less for `n` floats; high + low is one factor in more than float32's precision. */
export function rowScale(target: usize, n: i32, high: f32, low: f32, less: f32): void {
  const end = target + ((<usize>n) << 2);
  const h = f32x4.splat(high);
  const l = f32x4.splat(low);
  const s = f32x4.splat(less);
  let p = target;
  for (; p + 32 <= end; p += 32) {
    const v = v128.load(p);
    const w = v128.load(p, 16);
    v128.store(p, f32x4.add(f32x4.mul(v, h), f32x4.sub(f32x4.mul(v, l), s)));
    v128.store(p, f32x4.add(f32x4.mul(w, h), f32x4.sub(f32x4.mul(w, l), s)), 16);
  }
  for (; p < end; p += 4) {
    const v = v128.load32_splat(p);
    v128.store32_lane(p, f32x4.add(f32x4.mul(v, h), f32x4.sub(f32x4.mul(v, l), s)), 0);
  }
}

/** target_c ← target_c·(high + low) − less·w_c for `n` floats: class weights together with label smoothing. */
export function rowScaleWeighted(
  target: usize,
  weights: usize,
  n: i32,
  high: f32,
  low: f32,
  less: f32,
): void {
  const end = target + ((<usize>n) << 2);
  const h = f32x4.splat(high);
  const l = f32x4.splat(low);
  const s = f32x4.splat(less);
  let p = target;
  let w = weights;
  for (; p + 16 <= end; p += 16) {
    const v = v128.load(p);
    const given = f32x4.mul(v128.load(w), s);
    v128.store(p, f32x4.add(f32x4.mul(v, h), f32x4.sub(f32x4.mul(v, l), given)));
    w += 16;
  }
  for (; p < end; p += 4) {
    const v = v128.load32_splat(p);
    const given = f32x4.mul(v128.load32_splat(w), s);
    v128.store32_lane(p, f32x4.add(f32x4.mul(v, h), f32x4.sub(f32x4.mul(v, l), given)), 0);
    w += 4;
  }
}
