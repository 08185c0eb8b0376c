import { scaledExp } from './exp.ts';
import { OFFSET, REACH, type RowEngine } from './rows.ts';

/**
 * 2^k·e^z of the logits in [from, to), none below `floor`, into `gradient`, and their sum.
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
    const e = scaledExp(x, k);
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
