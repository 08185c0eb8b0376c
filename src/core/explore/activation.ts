import { fromValues } from '../create.ts';
import { logSoftmax, sigmoid, softmax } from '../numerics.ts';
import { roundTo } from '../rounding.ts';
import { layoutAlong } from '../shape.ts';
import type { DType, Tensor } from '../tensor.ts';

/** What a model applies to its scores before the loss sees them. */
export type Activation = 'none' | 'softmax' | 'log_softmax' | 'sigmoid';

export const activations: readonly Activation[] = ['none', 'softmax', 'log_softmax', 'sigmoid'];

/** An activation of scores divided by a temperature, along one axis. */
export interface Activated {
  readonly activation: Activation;
  /** Scores are divided by it first; 1 leaves them as they are. */
  readonly temperature: number;
  /** The class axis of softmax and log_softmax; ignored by the others. */
  readonly axis: number;
}

type Values = ArrayLike<number>;

const forwardRow: Readonly<Record<Activation, (scores: Float64Array) => Values>> = {
  none: (scores) => scores,
  softmax,
  log_softmax: logSoftmax,
  sigmoid: (scores) => scores.map(sigmoid),
};

/** Gradient with respect to the scores of one row, from its outputs `y` and the gradient `g` with respect to them. */
const backwardRow: Readonly<Record<Activation, (y: Values, g: Float64Array) => Float64Array>> = {
  none: (_, g) => g,
  // J = diag(y) − y yᵀ
  softmax: (y, g) => {
    const mean = dot(y, g);
    return g.map((value, i) => (y[i] as number) * (value - mean));
  },
  // J = I − 1 softmaxᵀ
  log_softmax: (y, g) => {
    let total = 0;
    for (const value of g) total += value;
    return g.map((value, i) => value - Math.exp(y[i] as number) * total);
  },
  sigmoid: (y, g) => g.map((value, i) => value * (y[i] as number) * (1 - (y[i] as number))),
};

function dot(a: Values, b: Values): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** `activation(scores / temperature)` along the axis, shaped as `scores`, rounded to `dtype`. */
export function activate(scores: Tensor, by: Activated, dtype: DType): Tensor {
  const round = roundTo(dtype);
  const apply = forwardRow[by.activation];
  const out = eachRow([scores], by.axis, ([row]) =>
    apply((row ?? new Float64Array()).map((x) => round(x / by.temperature))),
  );
  return fromValues(out, scores.shape, dtype);
}

/**
 * Gradient with respect to the scores.
 * @param outputs what {@link activate} returned
 * @param gradient with respect to `outputs`, of the same shape
 */
export function activateBackward(outputs: Tensor, gradient: Tensor, by: Activated): Tensor {
  const apply = backwardRow[by.activation];
  const out = eachRow([outputs, gradient], by.axis, ([y, g]) =>
    apply(y ?? new Float64Array(), g ?? new Float64Array()).map((value) => value / by.temperature),
  );
  return fromValues(out, outputs.shape, gradient.dtype);
}

/** Applies `f` to the lines of equally shaped tensors along an axis, and puts the results where the lines were. */
function eachRow(
  tensors: readonly Tensor[],
  axis: number,
  f: (lines: readonly Float64Array[]) => Values,
): Float64Array {
  const first = tensors[0];
  if (!first) return new Float64Array();
  const { outer, classes, inner } = layoutAlong(first.shape, axis);
  const out = new Float64Array(first.data.length);
  for (let row = 0; row < outer * inner; row++) {
    const start = Math.floor(row / inner) * classes * inner + (row % inner);
    const lines = tensors.map(({ data }) =>
      Float64Array.from({ length: classes }, (_, c) => data[start + c * inner] as number),
    );
    const values = f(lines);
    for (let c = 0; c < classes; c++) out[start + c * inner] = values[c] as number;
  }
  return out;
}
