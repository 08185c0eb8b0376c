import { expOf } from './exp';

/** Vectors per block; each block's sums go on in float64. */
const BLOCK: i32 = 32;

// log(1 + e) = 2·artanh(s) with s = e / (2 + e) ≤ 1/3: s·(2 + s²·(L1 + L2 s² + …)).
const L1: f32 = 0.6666666666666666;
const L2: f32 = 0.4;
const L3: f32 = 0.2857142857142857;
const L4: f32 = 0.2222222222222222;
const L5: f32 = 0.1818181818181818;
const L6: f32 = 0.1538461538461538;

function sumOf(v: v128): f64 {
  return (
    <f64>f32x4.extract_lane(v, 0) +
    <f64>f32x4.extract_lane(v, 1) +
    (<f64>f32x4.extract_lane(v, 2) + <f64>f32x4.extract_lane(v, 3))
  );
}

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

/** log(1 + e) */
function logOf(e: v128): v128 {
  const s = f32x4.div(e, f32x4.add(f32x4.splat(2), e));
  const z = f32x4.mul(s, s);
  let poly = f32x4.add(f32x4.splat(L5), f32x4.mul(z, f32x4.splat(L6)));
  poly = f32x4.add(f32x4.splat(L4), f32x4.mul(z, poly));
  poly = f32x4.add(f32x4.splat(L3), f32x4.mul(z, poly));
  poly = f32x4.add(f32x4.splat(L2), f32x4.mul(z, poly));
  poly = f32x4.add(f32x4.splat(L1), f32x4.mul(z, poly));
  return f32x4.mul(s, f32x4.add(f32x4.splat(2), f32x4.mul(z, poly)));
}

/** max(x, 0) − x·t + log(1 + e) */
function loss(x: v128, t: v128, e: v128): v128 {
  const linear = f32x4.sub(f32x4.max(x, f32x4.splat(0)), f32x4.mul(x, t));
  return f32x4.add(linear, logOf(e));
}

/**
 * The same with a weight w and a weight p of positives for each element: with a = p·y and b = 1 − y the loss is
 * w·(a·log(1 + e^{−x}) + b·log(1 + e^x)) and its slope w·(b·σ(x) − a·σ(−x)).
 */
export function bceRowWeighted(
  logits: usize,
  targets: usize,
  weights: usize,
  positives: usize,
  gradient: usize,
  n: i32,
  scale: f32,
): f64 {
  const end = (<usize>n) << 2;
  let total: f64 = 0;
  let i: usize = 0;
  while (i + 16 <= end) {
    let sum = f32x4.splat(0);
    for (let k = 0; k < BLOCK && i + 16 <= end; k++) {
      const x = v128.load(logits + i);
      const y = v128.load(targets + i);
      const w = v128.load(weights + i);
      const a = f32x4.mul(v128.load(positives + i), y);
      const b = f32x4.sub(f32x4.splat(1), y);
      const e = decay(x);
      v128.store(gradient + i, f32x4.mul(f32x4.mul(w, f32x4.splat(scale)), weightedSlope(x, a, b, e)));
      sum = f32x4.add(sum, f32x4.mul(w, weightedLoss(x, a, b, e)));
      i += 16;
    }
    total += sumOf(sum);
  }
  for (; i < end; i += 4) {
    const x = v128.load32_splat(logits + i);
    const y = v128.load32_splat(targets + i);
    const w = v128.load32_splat(weights + i);
    const a = f32x4.mul(v128.load32_splat(positives + i), y);
    const b = f32x4.sub(f32x4.splat(1), y);
    const e = decay(x);
    const g = f32x4.mul(f32x4.mul(w, f32x4.splat(scale)), weightedSlope(x, a, b, e));
    v128.store32_lane(gradient + i, g, 0);
    total += <f64>f32x4.extract_lane(f32x4.mul(w, weightedLoss(x, a, b, e)), 0);
  }
  return total;
}

/** b·σ(x) − a·σ(−x): of e/(1 + e) and 1/(1 + e), the larger is the one on the side of x. */
function weightedSlope(x: v128, a: v128, b: v128, e: v128): v128 {
  const one = f32x4.splat(1);
  const large = f32x4.div(one, f32x4.add(one, e));
  const small = f32x4.mul(e, large);
  const positive = f32x4.ge(x, f32x4.splat(0));
  const up = v128.bitselect(large, small, positive);
  const down = v128.bitselect(small, large, positive);
  return f32x4.sub(f32x4.mul(b, up), f32x4.mul(a, down));
}

/** a·(max(−x, 0) + log(1 + e)) + b·(max(x, 0) + log(1 + e)) */
function weightedLoss(x: v128, a: v128, b: v128, e: v128): v128 {
  const zero = f32x4.splat(0);
  const log = logOf(e);
  const miss = f32x4.mul(a, f32x4.add(f32x4.max(f32x4.neg(x), zero), log));
  const alarm = f32x4.mul(b, f32x4.add(f32x4.max(x, zero), log));
  return f32x4.add(miss, alarm);
}
