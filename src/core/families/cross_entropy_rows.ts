import { at, zeros } from '../create.ts';
import { isFloating } from '../dtype.ts';
import type { Elements } from '../loss.ts';
import { type Precision, precisionOf } from '../rounding.ts';
import { sameShape } from '../shape.ts';
import type { DType, Tensor } from '../tensor.ts';
import { cascadeSum } from './cascade.ts';
import { logProbability, normaliserOf, writeClassGradient } from './class_index_rows.ts';
import { logSoftmaxBackward, logSoftmaxRow, type Rows, readRow, rowsOf, writeRow } from './softmax_rows.ts';

export interface CrossEntropyCall {
  readonly inputs: { readonly input: Tensor; readonly target: Tensor };
  readonly options: {
    readonly weight: Tensor | null;
    readonly ignore_index: number;
    readonly label_smoothing: number;
  };
  readonly dtype: DType;
}

/** PyTorch decides by shape alone: a target shaped as the input holds class probabilities. */
export const hasProbabilities = ({ inputs }: CrossEntropyCall): boolean =>
  sameShape(inputs.input.shape, inputs.target.shape);

/** The class index of a row, or undefined where the row is ignored. */
export function classOf({ inputs, options }: CrossEntropyCall, row: number): number | undefined {
  const index = at(inputs.target.data, row);
  return index === options.ignore_index ? undefined : index;
}

const weightAt = ({ options }: CrossEntropyCall, c: number): number =>
  options.weight ? at(options.weight.data, c) : 1;

/**
 * Fills v such that the row's loss is −Σ v_c log p_c: the class weights times the (smoothed) target.
 * False where the row is ignored.
 */
export function fillCoefficients(call: CrossEntropyCall, rows: Rows, row: number, v: Float64Array): boolean {
  const { work } = precisionOf(call.dtype);
  const smoothing = call.options.label_smoothing;
  const share = work(smoothing / rows.classes);
  const keep = work(1 - smoothing);
  if (hasProbabilities(call)) {
    const smooth = (t: number) => (smoothing > 0 ? work(work(t * keep) + share) : t);
    for (let c = 0; c < rows.classes; c++)
      v[c] = work(smooth(at(call.inputs.target.data, rows.offset(row, c))) * weightAt(call, c));
    return true;
  }
  const index = classOf(call, row);
  if (index === undefined) return false;
  for (let c = 0; c < rows.classes; c++) v[c] = work(share * weightAt(call, c));
  v[index] = work((v[index] as number) + work(keep * weightAt(call, index)));
  return true;
}

/** Whether each row is about a single class: an index, and no smoothing that spreads it. */
const isSingleClass = (call: CrossEntropyCall): boolean =>
  !hasProbabilities(call) && call.options.label_smoothing === 0;

/** The unreduced losses, and what the mean divides by. */
export function crossEntropyForward(call: CrossEntropyCall): Elements {
  const rows = rowsOf(call.inputs.input);
  const losses = zeros(rows.shape, call.dtype);
  const ignored = new Uint8Array(rows.count);
  (isSingleClass(call) ? fillByClass : fillByRow)(call, rows, losses, ignored);
  return { losses, divisor: divisor(call, rows), ignored };
}

function fillByClass(call: CrossEntropyCall, rows: Rows, losses: Tensor, ignored: Uint8Array): void {
  const { data } = call.inputs.input;
  const precision = precisionOf(call.dtype);
  for (let row = 0; row < rows.count; row++) {
    const index = classOf(call, row);
    if (index === undefined) {
      ignored[row] = 1;
      continue;
    }
    const start = rows.start(row);
    const normaliser = normaliserOf(data, { start, stride: rows.stride, classes: rows.classes }, precision);
    const logp = logProbability(at(data, start + index * rows.stride), normaliser, precision);
    losses.data[row] = precision.store(-precision.work(weightAt(call, index)) * logp);
  }
}

function fillByRow(call: CrossEntropyCall, rows: Rows, losses: Tensor, ignored: Uint8Array): void {
  const precision = precisionOf(call.dtype);
  const logp = new Float64Array(rows.classes);
  const v = new Float64Array(rows.classes);
  for (let row = 0; row < rows.count; row++) {
    if (fillCoefficients(call, rows, row, v)) {
      logSoftmaxRow(readRow(call.inputs.input, rows, row, logp), precision);
      losses.data[row] = precision.store(rowLoss(v, logp, precision));
    } else ignored[row] = 1;
  }
}

/** −Σ v log p. Every log-probability is read, so that 0·(−∞) gives NaN as in PyTorch. */
function rowLoss(v: Float64Array, logp: Float64Array, { work }: Precision): number {
  let sum = 0;
  for (let c = 0; c < v.length; c++) sum -= work((v[c] as number) * (logp[c] as number));
  return sum;
}

/** Σ of the targets' weights over the rows that count; for probabilities the number of rows, whatever the weights. */
function divisor(call: CrossEntropyCall, rows: Rows): number {
  if (hasProbabilities(call)) return rows.count;
  if (!call.options.weight) return countOf(call, rows);
  const weights = new Float64Array(rows.count);
  let counted = 0;
  for (let row = 0; row < rows.count; row++) {
    const index = classOf(call, row);
    if (index !== undefined) weights[counted++] = weightAt(call, index);
  }
  return cascadeSum(weights.subarray(0, counted), precisionOf(call.dtype).store);
}

/** How many rows are not ignored. */
function countOf(call: CrossEntropyCall, rows: Rows): number {
  let count = 0;
  for (let row = 0; row < rows.count; row++) if (classOf(call, row) !== undefined) count++;
  return count;
}

/** The gradient with respect to the logits by class index alone. */
function classGradient(call: CrossEntropyCall, upstream: Float64Array): Tensor {
  const { input } = call.inputs;
  const rows = rowsOf(input);
  const precision = precisionOf(call.dtype);
  const gradient = zeros(input.shape, call.dtype);
  for (let row = 0; row < rows.count; row++) {
    const index = classOf(call, row);
    if (index === undefined) continue;
    const pull = precision.store((upstream[row] as number) * precision.work(weightAt(call, index)));
    const place = { start: rows.start(row), stride: rows.stride, classes: rows.classes };
    writeClassGradient(gradient.data, input.data, place, index, pull, precision);
  }
  return gradient;
}

/** Gradients with respect to the logits and, where they are probabilities, the targets. */
export function crossEntropyBackward(call: CrossEntropyCall, upstream: Float64Array): Record<string, Tensor> {
  if (isSingleClass(call)) return { input: classGradient(call, upstream) };
  const { input, target } = call.inputs;
  const rows = rowsOf(input);
  const precision = precisionOf(call.dtype);
  const gradient = zeros(input.shape, call.dtype);
  const targetGradient = isFloating(target.dtype) ? zeros(target.shape, call.dtype) : undefined;
  const logp = new Float64Array(rows.classes);
  const g = new Float64Array(rows.classes);
  for (let row = 0; row < rows.count; row++) {
    if (!fillCoefficients(call, rows, row, g)) continue;
    const u = upstream[row] as number;
    logSoftmaxRow(readRow(input, rows, row, logp), precision);
    if (targetGradient) fillTargetGradient(call, rows, row, u, logp, targetGradient);
    for (let c = 0; c < g.length; c++) g[c] = precision.store(-u * (g[c] as number));
    logSoftmaxBackward(g, logp, precision);
    writeRow(gradient, rows, row, g);
  }
  return targetGradient ? { input: gradient, target: targetGradient } : { input: gradient };
}

function fillTargetGradient(
  call: CrossEntropyCall,
  rows: Rows,
  row: number,
  u: number,
  logp: Float64Array,
  out: Tensor,
): void {
  const { store } = precisionOf(call.dtype);
  const keep = 1 - call.options.label_smoothing;
  for (let c = 0; c < rows.classes; c++)
    out.data[rows.offset(row, c)] = store(-u * keep * weightAt(call, c) * (logp[c] as number));
}
