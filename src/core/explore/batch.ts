import { fail, ok, type Result } from '../../result.ts';
import { fromValues, sizeOf, zeros } from '../create.ts';
import { isFloating } from '../dtype.ts';
import type { InputSpec, Inputs, LossDefinition, LossError, Options } from '../loss.ts';
import { sameShape, sizes } from '../shape.ts';
import type { DType, Tensor } from '../tensor.ts';
import { type Axes, axesOf } from './axes.ts';

/** Values that differ from those of a tensor: by row, by column. */
export type Changes = Readonly<Record<number, Readonly<Record<number, number>>>>;

/** A prediction and its target, kept as they came; what a person changed lies beside them. */
export interface Batch {
  readonly prediction: Tensor;
  readonly target: Tensor | null;
  readonly changes?: { readonly prediction: Changes; readonly target: Changes };
}

/** How a loss sees a batch: as lines that know nothing of one another. */
export interface Table {
  readonly loss: LossDefinition;
  readonly prediction: InputSpec;
  readonly target: InputSpec | undefined;
  readonly axes: Axes;
  /** Whether the target as kept has a value a line or one for each value of the prediction. */
  readonly dense: boolean;
  /** What the loss takes where that is another form: class indices from rows of shares, or the other way round. */
  readonly form: 'as kept' | 'one-hot' | 'argmax';
  /** The whole's first axis, which `batchmean` divides by. */
  readonly samples: number;
}

const refusal = (message: string, cure: string, at?: string): Result<never, LossError> =>
  fail({ message, cure, ...(at === undefined ? {} : { at }) });

/** The batch as lines, or why the loss cannot be computed line by line. */
export function tableOf(
  loss: LossDefinition,
  options: Options,
  { prediction, target }: Batch,
): Result<Table, LossError> {
  const spec = loss.inputs.find(({ role }) => role === 'prediction');
  const targetSpec = loss.inputs.find(({ role }) => role === 'target');
  const cure = 'Choose another loss, or open a part of the tensor.';
  if (!spec || loss.inputs.length !== (targetSpec ? 2 : 1))
    return refusal(
      `${loss.title} takes more than a prediction and a target: it is not computed at this size`,
      cure,
    );
  if (loss.group === 'sequence' || loss.group === 'segmentation')
    return refusal(`${loss.title} is not a sum over rows: it is not computed at this size`, cure);
  const axes = axesOf(prediction.shape, loss);
  const spread = loss.params.find((param) => spreads(options, param.name, prediction, axes));
  if (spread) return refusal(`A ${spread.name} for each value is not served at this size`, cure, spread.name);
  const base = { loss, prediction: spec, target: targetSpec, axes, samples: prediction.shape[0] ?? 1 };
  if (!targetSpec) return ok({ ...base, dense: false, form: 'as kept' });
  if (!target)
    return refusal(`${loss.title} needs a target`, 'Open the tensor of the targets.', targetSpec.name);
  const dense = sameShape(target.shape, prediction.shape);
  if (!dense && target.data.length !== axes.rows)
    return refusal(
      `The target of shape ${sizes(target.shape)} does not fit a prediction of shape ${sizes(prediction.shape)}`,
      `Open a target with ${axes.rows} values, or one shaped as the prediction.`,
      targetSpec.name,
    );
  return ok({ ...base, dense, form: formOf(targetSpec, target, dense, axes) });
}

/** Whether a parameter holds a value for each value of the prediction, which cannot be cut line by line. */
function spreads(options: Options, name: string, prediction: Tensor, { columns }: Axes): boolean {
  const value = options[name];
  if (typeof value !== 'object' || value === null || value.data.length === 1) return false;
  return (
    value.shape.length > 1 || columns === 1 || (value.data.length !== columns && prediction.shape.length > 1)
  );
}

const shares: ReadonlySet<string> = new Set(['one-hot', 'multi-hot', 'distribution', 'probabilities']);

function formOf({ accepts }: InputSpec, target: Tensor, dense: boolean, { columns }: Axes): Table['form'] {
  const takesIndices = accepts.includes('class-indices');
  const takesShares = accepts.some((scale) => shares.has(scale));
  // Whole numbers shaped as the prediction are lists of classes, not shares of them.
  if (dense)
    return takesIndices && !takesShares && columns > 1 && isFloating(target.dtype) ? 'argmax' : 'as kept';
  const indices = !isFloating(target.dtype) && columns > 1;
  return indices && !takesIndices && takesShares ? 'one-hot' : 'as kept';
}

/** Lines `from` to `end` as inputs of the loss: a batch of that many samples. The arrays may be the batch's own. */
export function linesOf(table: Table, batch: Batch, from: number, end: number, dtype: DType): Inputs {
  const { prediction, target, changes } = batch;
  const { axes } = table;
  const scores = cut(prediction, axes, from, end, changes?.prediction);
  if (!table.target || !target) return { [table.prediction.name]: scores };
  const kept = table.dense
    ? cut(target, axes, from, end, changes?.target)
    : changed(target, from, end, 1, changes?.target, [end - from]);
  return {
    [table.prediction.name]: scores,
    [table.target.name]: adapted(table, kept, dtype),
  };
}

function adapted({ form, axes }: Table, target: Tensor, dtype: DType): Tensor {
  if (form === 'as kept') return target;
  const { columns } = axes;
  if (form === 'argmax') return argmaxOf(target, columns);
  const out = zeros([target.data.length, columns], dtype);
  target.data.forEach((c, row) => {
    if (c >= 0 && c < columns) out.data[row * columns + c] = 1;
  });
  return out;
}

function argmaxOf({ data }: Tensor, columns: number): Tensor {
  const indices = Float64Array.from({ length: data.length / columns }, (_, row) => {
    let best = 0;
    for (let c = 1; c < columns; c++)
      if ((data[row * columns + c] as number) > (data[row * columns + best] as number)) best = c;
    return best;
  });
  return fromValues(indices, [indices.length], 'int64');
}

/** Lines of a tensor that is shaped as the prediction, as rows; of a tensor with one value a line, as a vector. */
function cut(tensor: Tensor, axes: Axes, from: number, end: number, changes: Changes | undefined): Tensor {
  const { columns, axis } = axes;
  const shape = axis < 0 ? [end - from] : [end - from, columns];
  const adjacent = axis < 0 || axis === tensor.shape.length - 1;
  if (adjacent) return changed(tensor, from, end, columns, changes, shape);
  const out = zeros(shape, tensor.dtype);
  for (let row = from; row < end; row++)
    for (let c = 0; c < columns; c++)
      out.data[(row - from) * columns + c] = tensor.data[axes.index(row, c)] as number;
  return changed({ ...out, shape }, 0, end - from, columns, shifted(changes, from), shape);
}

const shifted = (changes: Changes | undefined, from: number): Changes | undefined =>
  changes && Object.fromEntries(Object.entries(changes).map(([row, values]) => [Number(row) - from, values]));

/** Adjacent lines without a copy, unless something in them was changed. */
function changed(
  { data, dtype }: Tensor,
  from: number,
  end: number,
  width: number,
  changes: Changes | undefined,
  shape: readonly number[],
): Tensor {
  const lines = Object.keys(changes ?? {})
    .map(Number)
    .filter((row) => row >= from && row < end);
  const view = data.subarray(from * width, end * width);
  if (lines.length === 0 || sizeOf(shape) === 0) return { data: view, shape, dtype };
  const copy = fromValues(view, shape, dtype);
  for (const row of lines)
    for (const [column, value] of Object.entries(changes?.[row] ?? {}))
      copy.data[(row - from) * width + Number(column)] = value;
  return copy;
}
