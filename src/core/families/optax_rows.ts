import { at, zeros } from '../create.ts';
import type { Elements, LossError, Step } from '../loss.ts';
import { type Precision, precisionOf } from '../rounding.ts';
import { sameShape } from '../shape.ts';
import { softmaxSteps } from '../steps/softmax.ts';
import type { DType, Tensor } from '../tensor.ts';
import { distributionRows } from './distributions.ts';
import { checkFloating } from './elementwise.ts';
import { logSoftmaxBackward, logSoftmaxRow, readRow, writeRow } from './softmax_rows.ts';

/** A loss of rows on the last axis, by the log-probabilities of the logits and a row of labels. */
export interface RowCall {
  readonly inputs: { readonly input: Tensor; readonly target: Tensor };
  readonly dtype: DType;
}

export interface RowRule {
  readonly loss: (logp: Float64Array, labels: Float64Array, precision: Precision) => number;
  /** The gradient with respect to the log-probabilities. */
  readonly slope: (logp: Float64Array, labels: Float64Array, precision: Precision) => Float64Array;
  /** The steps after the softmax. */
  readonly steps: (logp: Float64Array, labels: Float64Array, precision: Precision) => readonly Step[];
}

/**
 * The labels of a row: as given, or the one-hot row of an integer label. A negative integer counts from the end and one
 * beyond the classes stands for nothing that exists: NaN, silently, as in JAX.
 */
function labelsOf(target: Tensor, row: number, classes: number, integers: boolean): Float64Array {
  if (!integers) return Float64Array.from({ length: classes }, (_, c) => at(target.data, row * classes + c));
  const label = at(target.data, row);
  const index = label < 0 ? label + classes : label;
  return Float64Array.from({ length: classes }, (_, c) =>
    index >= 0 && index < classes ? Number(c === index) : Number.NaN,
  );
}

export const hasIntegers = ({ inputs: { input, target } }: RowCall): boolean =>
  !sameShape(input.shape, target.shape) && sameShape(input.shape.slice(0, -1), target.shape);

export function rowsForward(call: RowCall, rule: RowRule): Elements {
  const { input, target } = call.inputs;
  const rows = distributionRows(input);
  const precision = precisionOf(call.dtype);
  const losses = zeros(rows.shape, call.dtype);
  for (let row = 0; row < rows.count; row++) {
    const logp = logSoftmaxRow(readRow(input, rows, row, new Float64Array(rows.classes)), precision);
    const labels = labelsOf(target, row, rows.classes, hasIntegers(call));
    losses.data[row] = precision.store(rule.loss(logp, labels, precision));
  }
  return { losses, divisor: rows.count };
}

/** The steps to the loss of row `index`: the softmax, then the rule's own. */
export function rowsSteps(call: RowCall, index: number, rule: RowRule): readonly Step[] {
  const { input, target } = call.inputs;
  const rows = distributionRows(input);
  const precision = precisionOf(call.dtype);
  const logits = readRow(input, rows, index, new Float64Array(rows.classes));
  const { steps, logp } = softmaxSteps(logits, precision);
  const labels = labelsOf(target, index, rows.classes, hasIntegers(call));
  return [...steps, ...rule.steps(logp, labels, precision)];
}

export function rowsBackward(call: RowCall, upstream: Float64Array, rule: RowRule) {
  const { input, target } = call.inputs;
  const rows = distributionRows(input);
  const precision = precisionOf(call.dtype);
  const gradient = zeros(input.shape, call.dtype);
  for (let row = 0; row < rows.count; row++) {
    const logp = logSoftmaxRow(readRow(input, rows, row, new Float64Array(rows.classes)), precision);
    const labels = labelsOf(target, row, rows.classes, hasIntegers(call));
    const u = upstream[row] as number;
    // Of a label that does not exist only the normaliser is left: its gradient is the probabilities.
    if (labels.some(Number.isNaN) && hasIntegers(call)) {
      for (let c = 0; c < rows.classes; c++)
        gradient.data[rows.offset(row, c)] = precision.store(u * Math.exp(logp[c] as number));
      continue;
    }
    const g = logSoftmaxBackward(
      rule.slope(logp, labels, precision).map((s) => precision.store(u * s)),
      logp,
      precision,
    );
    writeRow(gradient, rows, row, g);
  }
  return { input: gradient };
}

export function checkRows(call: RowCall): LossError | undefined {
  const { input, target } = call.inputs;
  const floating = checkFloating('log_softmax', input, input, 'input');
  if (floating || sameShape(input.shape, target.shape) || hasIntegers(call)) return floating;
  return {
    message: `labels of shape (${target.shape.join(', ')}) fit logits of shape (${input.shape.join(', ')}) neither as one-hot rows nor as integers`,
    cure: 'Classes are on the last axis: give labels of the same shape, or integers without that axis.',
    at: 'target',
  };
}
