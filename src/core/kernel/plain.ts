import { OFFSET, REACH, type RowEngine } from './rows.ts';

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
/** 1.5·2^52: adding and subtracting it rounds to an integer. */
const MAGIC = 6755399441055744;
/** The table below spans 2^±LEAST; with REACH and OFFSET a row needs 2^−124 to 2^48. */
const LEAST = 200;

/** Powers of two by exponent + LEAST. */
const POWERS: Float64Array = Float64Array.from({ length: 2 * LEAST }, (_, i) => 2 ** (i - LEAST));

/**
 * 2^k·e^z of the logits in [from, to), none below `floor`, into `gradient`, and their sum. The series is good to 1e-10, more than float32
 * can hold, and takes half the time of Math.exp.
 */
function expInto(
  logits: Float32Array,
  gradient: Float32Array | null,
  from: number,
  to: number,
  floor: number,
  k: number,
): number {
  let sum = 0;
  for (let i = from; i < to; i++) {
    const x = Math.max(logits[i] as number, floor);
    const n = x * Math.LOG2E + MAGIC - MAGIC;
    const r = x - n * LN2_HIGH - n * LN2_LOW;
    const r2 = r * r;
    const odd = 1 / 6 + r2 * (1 / 120 + r2 * (1 / 5040));
    const even = 1 / 2 + r2 * (1 / 24 + r2 * (1 / 720 + r2 * (1 / 40320)));
    const e = (1 + r + r2 * (even + r * odd)) * (POWERS[(n + k + LEAST) | 0] as number);
    sum += e;
    if (gradient !== null) gradient[i] = e;
  }
  return sum;
}

function largest(logits: Float32Array, from: number, to: number): number {
  let max = Number.NEGATIVE_INFINITY;
  for (let i = from; i < to; i++) if ((logits[i] as number) > max) max = logits[i] as number;
  return max;
}

function scaleInto(gradient: Float32Array, from: number, to: number, factor: number, less: number): void {
  for (let i = from; i < to; i++) gradient[i] = (gradient[i] as number) * factor - less;
}

function scaleWeightedInto(
  gradient: Float32Array,
  from: number,
  weights: Float32Array,
  factor: number,
  less: number,
): void {
  for (let c = 0; c < weights.length; c++)
    gradient[from + c] = (gradient[from + c] as number) * factor - less * (weights[c] as number);
}

function weightedTotal(logits: Float32Array, from: number, weights: Float32Array): number {
  let sum = 0;
  for (let c = 0; c < weights.length; c++) sum += (weights[c] as number) * (logits[from + c] as number);
  return sum;
}

function total(logits: Float32Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += logits[i] as number;
  return sum;
}

/** The rows of `logits` (rows × classes) in plain TypeScript. Without a gradient only the sums are computed. */
export function plainRows(logits: Float32Array, classes: number, gradient: Float32Array | null): RowEngine {
  let start = 0;
  let classWeights = new Float32Array(0);
  return {
    weigh: (weights) => {
      classWeights = Float32Array.from(weights);
    },
    load: (row) => {
      start = row * classes;
      return largest(logits, start, start + classes);
    },
    logit: (c) => logits[start + c] as number,
    sum: () => total(logits, start, start + classes),
    weightedSum: () => weightedTotal(logits, start, classWeights),
    exp: (from, to, max, shift) =>
      expInto(logits, gradient, start + from, start + to, max - REACH, OFFSET - shift),
    clear: () => {
      gradient?.fill(0, start, start + classes);
    },
    scale: (factor, less) => {
      if (gradient) scaleInto(gradient, start, start + classes, factor, less);
    },
    scaleWeighted: (factor, less) => {
      if (gradient) scaleWeightedInto(gradient, start, classWeights, factor, less);
    },
    set: (c, value) => {
      if (gradient) gradient[start + c] = value;
    },
    flush: () => undefined,
  };
}
