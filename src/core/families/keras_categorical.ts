import { at, zeros } from '../create.ts';
import type { Elements, LossError, Step } from '../loss.ts';
import { type Precision, precisionOf } from '../rounding.ts';
import { sameShape } from '../shape.ts';
import { targetStep } from '../steps/keras_categorical.ts';
import { ignoredStep } from '../steps/nll.ts';
import type { DType, Tensor } from '../tensor.ts';
import { distributionRows } from './distributions.ts';
import { checkFloating } from './elementwise.ts';
import { checkSameShape } from './keras.ts';
import { targetRow } from './keras_rows.ts';
import { readRow } from './softmax_rows.ts';

/** A Keras loss over classes on the last axis, with one-hot rows or class indices as targets. */
export interface CategoricalCall {
  readonly inputs: { readonly input: Tensor; readonly target: Tensor };
  readonly options: { readonly label_smoothing: number; readonly ignore_class?: number };
  readonly dtype: DType;
}

/** The loss of one row, and its gradient with respect to the row. */
export interface CategoricalRule {
  readonly loss: (row: Float64Array, target: Float64Array, precision: Precision) => number;
  readonly gradient: (row: Float64Array, target: Float64Array, precision: Precision) => Float64Array;
  /** The steps to the loss of the row, after those to its target. */
  readonly steps: (row: Float64Array, target: Float64Array, precision: Precision) => readonly Step[];
}

const hasIndices = ({ inputs }: CategoricalCall): boolean =>
  !sameShape(inputs.input.shape, inputs.target.shape);

const isIgnored = (call: CategoricalCall, row: number): boolean =>
  hasIndices(call) &&
  call.options.ignore_class !== undefined &&
  at(call.inputs.target.data, row) === call.options.ignore_class;

export function categoricalForward(call: CategoricalCall, rule: CategoricalRule): Elements {
  const rows = distributionRows(call.inputs.input);
  const losses = zeros(rows.shape, call.dtype);
  const ignored = new Uint8Array(rows.count).fill(1);
  eachRow(call, (row, values, target, precision) => {
    ignored[row] = 0;
    losses.data[row] = precision.store(rule.loss(values, target, precision));
  });
  return { losses, divisor: ignored.reduce((n, flag) => n - flag, rows.count), ignored, emptyMean: 0 };
}

export function categoricalBackward(call: CategoricalCall, upstream: Float64Array, rule: CategoricalRule) {
  const { input } = call.inputs;
  const rows = distributionRows(input);
  const gradient = zeros(input.shape, call.dtype);
  eachRow(call, (row, values, target, precision) => {
    const g = rule.gradient(values, target, precision);
    const u = upstream[row] as number;
    for (let c = 0; c < g.length; c++)
      gradient.data[rows.offset(row, c)] = precision.store(u * (g[c] as number));
  });
  return { input: gradient };
}

/** The steps to the loss of row `index`. */
export function categoricalSteps(
  call: CategoricalCall,
  index: number,
  rule: CategoricalRule,
): readonly Step[] {
  const { input, target } = call.inputs;
  const { label_smoothing, ignore_class } = call.options;
  if (isIgnored(call, index)) return [ignoredStep(ignore_class ?? -1)];
  const rows = distributionRows(input);
  const precision = precisionOf(call.dtype);
  const place = { row: index, classes: rows.classes, indices: hasIndices(call) };
  const row = readRow(input, rows, index, new Float64Array(rows.classes));
  const wanted = targetRow(target.data, place, label_smoothing, precision);
  return [...targetStep(wanted, label_smoothing), ...rule.steps(row, wanted, precision)];
}

function eachRow(
  call: CategoricalCall,
  visit: (row: number, values: Float64Array, target: Float64Array, precision: Precision) => void,
): void {
  const { input, target } = call.inputs;
  const rows = distributionRows(input);
  const precision = precisionOf(call.dtype);
  const values = new Float64Array(rows.classes);
  const smoothing = call.options.label_smoothing;
  for (let row = 0; row < rows.count; row++) {
    if (isIgnored(call, row)) continue;
    const place = { row, classes: rows.classes, indices: hasIndices(call) };
    visit(
      row,
      readRow(input, rows, row, values),
      targetRow(target.data, place, smoothing, precision),
      precision,
    );
  }
}

/** One-hot targets need the predictions' shape, indices that shape without its last axis. */
export function checkCategorical({
  inputs: { input, target },
  options,
}: CategoricalCall): LossError | undefined {
  const floating = checkFloating('log_softmax', input, input, 'input');
  if (floating) return floating;
  if (sameShape(input.shape, target.shape)) return undefined;
  if (!sameShape(input.shape.slice(0, -1), target.shape)) return checkSameShape(input, target);
  if (options.label_smoothing > 0 && options.ignore_class !== undefined)
    return {
      message:
        "SparseCategoricalCrossentropy.__init__() got an unexpected keyword argument 'label_smoothing'",
      cause: 'Class indices go to the sparse form of the loss, which has no label smoothing.',
      cure: 'Give one-hot targets: keras.ops.one_hot(target, num_classes).',
      at: 'label_smoothing',
    };
  return undefined;
}
