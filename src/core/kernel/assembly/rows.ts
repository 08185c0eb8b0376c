// AssemblyScript: compiled to ../rows.wasm by `node test/kernel/build.mjs`, four float32 at a time.
//
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

/** How far below the maximum a logit still differs from −∞: e^−118 is 0 in float32. */
const REACH: f32 = 118;
/** Vectors per block; each block's sums go on in float64. */
const BLOCK: i32 = 32;

/** 2^(bias − 127)·e^x for four x. NaN stays NaN. */
function expOf(x: v128, bias: v128): v128 {
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

function sumOf(v: v128): f64 {
  return (
    <f64>f32x4.extract_lane(v, 0) +
    <f64>f32x4.extract_lane(v, 1) +
    (<f64>f32x4.extract_lane(v, 2) + <f64>f32x4.extract_lane(v, 3))
  );
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
    b = f64x2.add(b, f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 0, 1)));
  }
  a = f64x2.add(a, b);
  let sum = f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
  for (; p < end; p += 4) sum += <f64>load<f32>(p);
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
    b = f64x2.add(b, f64x2.promote_low_f32x4(v128.shuffle<f32>(both, both, 2, 3, 0, 1)));
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

// log(1 + e) = 2·artanh(s) with s = e / (2 + e) ≤ 1/3: s·(2 + s²·(L1 + L2 s² + …)).
const L1: f32 = 0.6666666666666666;
const L2: f32 = 0.4;
const L3: f32 = 0.2857142857142857;
const L4: f32 = 0.2222222222222222;
const L5: f32 = 0.1818181818181818;
const L6: f32 = 0.1538461538461538;

/**
 * Binary cross-entropy from `n` logits and targets: target gradient_i = scale·(σ(x_i) − y_i); the sum of the losses is
 * returned. With q = e/(1 + e), e = e^{−|x|}: σ − y is (1 − y) − q for x ≥ 0 and q − y below, without cancellation.
 */
export function bceRow(logits: usize, targets: usize, gradient: usize, n: i32, scale: f32): f64 {
  const end = logits + ((<usize>n) << 2);
  let total: f64 = 0;
  let p = logits;
  let y = targets;
  let g = gradient;
  while (p + 16 <= end) {
    let sum = f32x4.splat(0);
    for (let i = 0; i < BLOCK && p + 16 <= end; i++) {
      const x = v128.load(p);
      const t = v128.load(y);
      const e = decay(x);
      v128.store(g, f32x4.mul(slope(x, t, e), f32x4.splat(scale)));
      sum = f32x4.add(sum, loss(x, t, e));
      p += 16;
      y += 16;
      g += 16;
    }
    total += sumOf(sum);
  }
  for (; p < end; p += 4) {
    const x = v128.load32_splat(p);
    const t = v128.load32_splat(y);
    const e = decay(x);
    v128.store32_lane(g, f32x4.mul(slope(x, t, e), f32x4.splat(scale)), 0);
    total += <f64>f32x4.extract_lane(loss(x, t, e), 0);
    y += 4;
    g += 4;
  }
  return total;
}

/** e^{−|x|}, right down to the smallest float32: scaled up by 2^64 on the way. */
function decay(x: v128): v128 {
  const held = f32x4.pmax(f32x4.neg(f32x4.abs(x)), f32x4.splat(-110));
  return f32x4.mul(expOf(held, i32x4.splat(127 + 64)), f32x4.splat(5.421010862427522e-20));
}

function slope(x: v128, t: v128, e: v128): v128 {
  const one = f32x4.splat(1);
  const q = f32x4.div(e, f32x4.add(one, e));
  const positive = f32x4.ge(x, f32x4.splat(0));
  const base = f32x4.sub(v128.and(one, positive), t);
  return f32x4.add(base, v128.xor(q, v128.and(positive, f32x4.splat(-0.0))));
}

/** max(x, 0) − x·t + log(1 + e) */
function loss(x: v128, t: v128, e: v128): v128 {
  const s = f32x4.div(e, f32x4.add(f32x4.splat(2), e));
  const z = f32x4.mul(s, s);
  let poly = f32x4.add(f32x4.splat(L5), f32x4.mul(z, f32x4.splat(L6)));
  poly = f32x4.add(f32x4.splat(L4), f32x4.mul(z, poly));
  poly = f32x4.add(f32x4.splat(L3), f32x4.mul(z, poly));
  poly = f32x4.add(f32x4.splat(L2), f32x4.mul(z, poly));
  poly = f32x4.add(f32x4.splat(L1), f32x4.mul(z, poly));
  const log = f32x4.mul(s, f32x4.add(f32x4.splat(2), f32x4.mul(z, poly)));
  const linear = f32x4.sub(f32x4.max(x, f32x4.splat(0)), f32x4.mul(x, t));
  return f32x4.add(linear, log);
}
