import { at } from '../create.ts';
import type { Precision } from '../rounding.ts';
import { type ClassLayout, classLayout } from '../shape.ts';
import type { Tensor } from '../tensor.ts';
import { normaliserOf } from './class_index_rows.ts';

/** The rows of a tensor along its class axis. Row r is position d = r mod inner of sample n = ⌊r / inner⌋. */
export interface Rows {
  readonly count: number;
  readonly classes: number;
  /** Flat index of class 0 in row r. */
  readonly start: (row: number) => number;
  /** From one class of a row to the next. */
  readonly stride: number;
  /** Flat index of class c in row r. */
  readonly offset: (row: number, c: number) => number;
  /** The shape without the class axis. */
  readonly shape: readonly number[];
}

export const rowsOf = (input: Tensor): Rows =>
  rowsIn(input.shape, classLayout(input.shape), input.shape.length === 1 ? 0 : 1);

/** Rows along any axis. */
export function rowsIn(shape: readonly number[], layout: ClassLayout, axis: number): Rows {
  const { outer, classes, inner } = layout;
  const start = (row: number) => Math.floor(row / inner) * classes * inner + (row % inner);
  return {
    count: outer * inner,
    classes,
    start,
    stride: inner,
    offset: (row, c) => start(row) + c * inner,
    shape: shape.filter((_, i) => i !== axis),
  };
}

export function readRow(input: Tensor, rows: Rows, row: number, out: Float64Array): Float64Array {
  const { classes, stride } = rows;
  const { data } = input;
  for (let c = 0, i = rows.start(row); c < classes; c++, i += stride) out[c] = at(data, i);
  return out;
}

/** Writes a row back, the converse of `readRow`. */
export function writeRow(output: Tensor, rows: Rows, row: number, values: Float64Array): void {
  const { classes, stride } = rows;
  const { data } = output;
  for (let c = 0, i = rows.start(row); c < classes; c++, i += stride) data[i] = values[c] as number;
}

/**
 * log_softmax in place, rounded as PyTorch's kernel does: maximum, Σ e^{z − max} and its logarithm in the working
 * precision, (z − max) − log Σ stored in the tensor's.
 */
export function logSoftmaxRow(row: Float64Array, precision: Precision): Float64Array {
  const place = { start: 0, stride: 1, classes: row.length };
  const { max, logSum } = normaliserOf(row, place, precision);
  const { dtype, work, store } = precision;
  // The two common dtypes without a call for each rounding.
  if (dtype === 'float64') for (let c = 0; c < row.length; c++) row[c] = (row[c] as number) - max - logSum;
  else if (dtype === 'float32')
    for (let c = 0; c < row.length; c++) row[c] = Math.fround(Math.fround((row[c] as number) - max) - logSum);
  else for (let c = 0; c < row.length; c++) row[c] = store(work((row[c] as number) - max) - logSum);
  return row;
}

/**
 * The gradient of Σ g·log_softmax(z) with respect to z, in place of g: g − softmax(z)·Σ g.
 * @param logp log_softmax of the row
 */
export function logSoftmaxBackward(
  g: Float64Array,
  logp: Float64Array,
  { work, store }: Precision,
): Float64Array {
  let sum = 0;
  for (const each of g) sum += each;
  const total = work(sum);
  for (let c = 0; c < g.length; c++)
    g[c] = store((g[c] as number) - work(work(Math.exp(logp[c] as number)) * total));
  return g;
}
