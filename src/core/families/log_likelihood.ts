import { at, zeros } from '../create.ts';
import type { Elements } from '../loss.ts';
import { type Precision, precisionOf } from '../rounding.ts';
import type { DType, Tensor } from '../tensor.ts';
import { logSoftmaxBackward, logSoftmaxRow, readRow, rowsOf, writeRow } from './softmax_rows.ts';

/** Losses that are a function of the log-probability of the true class alone. */
export interface LikelihoodCall {
  readonly inputs: { readonly input: Tensor; readonly target: Tensor };
  readonly options: { readonly ignore_index: number };
  readonly dtype: DType;
}

/** A function of log p_y; `index` is y. */
export type OfLogProbability = (logp: number, index: number, precision: Precision) => number;

/** One loss per row that is not ignored; the mean is over those. */
export function likelihoodForward(call: LikelihoodCall, f: OfLogProbability): Elements {
  const rows = rowsOf(call.inputs.input);
  const precision = precisionOf(call.dtype);
  const losses = zeros(rows.shape, call.dtype);
  const ignored = new Uint8Array(rows.count).fill(1);
  eachRow(call, (row, index, logp) => {
    ignored[row] = 0;
    losses.data[row] = precision.store(f(logp[index] as number, index, precision));
  });
  return { losses, divisor: ignored.reduce((n, flag) => n - flag, rows.count), ignored };
}

/** The gradient with respect to the logits, given the derivative of f. */
export function likelihoodBackward(
  call: LikelihoodCall,
  upstream: Float64Array,
  slope: OfLogProbability,
): Tensor {
  const { input } = call.inputs;
  const rows = rowsOf(input);
  const precision = precisionOf(call.dtype);
  const gradient = zeros(input.shape, call.dtype);
  const g = new Float64Array(rows.classes);
  eachRow(call, (row, index, logp) => {
    g.fill(0);
    g[index] = precision.store((upstream[row] as number) * slope(logp[index] as number, index, precision));
    logSoftmaxBackward(g, logp, precision);
    writeRow(gradient, rows, row, g);
  });
  return gradient;
}

function eachRow(
  { inputs: { input, target }, options, dtype }: LikelihoodCall,
  visit: (row: number, index: number, logp: Float64Array) => void,
): void {
  const rows = rowsOf(input);
  const logp = new Float64Array(rows.classes);
  for (let row = 0; row < rows.count; row++) {
    const index = at(target.data, row);
    if (index === options.ignore_index) continue;
    visit(row, index, logSoftmaxRow(readRow(input, rows, row, logp), precisionOf(dtype)));
  }
}
