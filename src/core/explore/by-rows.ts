import { fail, ok, type Result } from '../../result.ts';
import { computeLoss } from '../compute.ts';
import { fromValues, scalar, sizeOf } from '../create.ts';
import type { Elements, Inputs, LossCall, LossError, LossOutcome } from '../loss.ts';
import { divisorOf, finished, reduce } from '../reduce.ts';
import type { Tensor } from '../tensor.ts';
import { activate, activateBackward } from './activation.ts';
import { type Batch, linesOf, type Table, tableOf } from './batch.ts';
import { fastLines } from './fast-rows.ts';
import { lengthOf, type RowFigures, type RowsRequest, type Sum } from './row-figures.ts';
import { convertRow, type ProbabilityScale } from './scale.ts';
import { type RowTarget, truthOf } from './truth.ts';

/** The reduced loss. */
export interface Whole {
  /** The mean of the elements where the reduction is `none`. */
  readonly value: number;
  /** What the gradient of the summed elements is multiplied by. */
  readonly share: number;
  /** What the sum was divided by. */
  readonly divisor: number;
}

/** One row with its gradient, for what shows single rows. */
export interface LineView {
  readonly scores: Tensor;
  readonly target: Tensor | undefined;
  /** Of the summed elements, with respect to the scores; null where the loss refuses the row. */
  readonly gradient: Tensor | null;
  readonly probabilities: Float64Array | undefined;
}

/** A portion is about so many values: enough to hide what a call costs, few enough to come back often. */
const portionSize = 16_384;

/**
 * A batch computed in portions of rows, so that a caller can do other things between them: no array of the batch's size is
 * made. The rows of such a loss know nothing of one another; the mean divides by the sum of the portions' own divisors, which
 * is the whole's.
 */
export class Rows {
  readonly table: Table;
  readonly figures: RowFigures;
  readonly portions: number;
  readonly #lines: number;
  readonly #request: RowsRequest;
  readonly #batch: () => Batch;
  readonly #sums: Float64Array;
  readonly #divisors: Float64Array;
  #emptyMean: number | undefined;

  private constructor(table: Table, request: RowsRequest, batch: () => Batch) {
    const { rows, columns } = table.axes;
    this.table = table;
    this.#request = request;
    this.#batch = batch;
    this.#lines = Math.max(1, Math.floor(portionSize / Math.max(1, columns)));
    this.portions = Math.ceil(rows / this.#lines);
    this.#sums = new Float64Array(this.portions);
    this.#divisors = new Float64Array(this.portions);
    this.figures = {
      losses: new Float64Array(rows),
      truth: new Float64Array(rows).fill(Number.NaN),
      norms: new Float64Array(rows),
      steepest: new Float64Array(rows),
      ignored: new Uint8Array(rows),
    };
  }

  /** @param batch asked anew for every portion: its changes may change, its tensors may not */
  static open(request: RowsRequest, batch: () => Batch): Result<Rows, LossError> {
    const table = tableOf(request.loss, request.options, batch());
    return table.ok ? ok(new Rows(table.value, request, batch)) : table;
  }

  portionOf(row: number): number {
    return Math.floor(row / this.#lines);
  }

  /** Computes a portion, again if need be. An error where the loss refuses a row. */
  compute(portion: number): LossError | undefined {
    const from = portion * this.#lines;
    const end = Math.min(this.table.axes.rows, from + this.#lines);
    const inputs = linesOf(this.table, this.#batch(), from, end, this.#request.dtype);
    const sum =
      fastLines(this.table, this.#request, inputs, from, this.figures) ?? this.#computed(inputs, from, end);
    if (!sum.ok) return sum.error;
    this.#sums[portion] = sum.value.sum;
    this.#divisors[portion] = sum.value.divisor;
    return undefined;
  }

  /** Meaningful when every portion is computed. */
  whole(): Whole {
    const { loss, reduction, dtype } = this.#request;
    const divisor = this.#divisors.reduce((all, each) => all + each, 0);
    const elements: Elements = {
      losses: fromValues(this.#sums, [this.#sums.length], 'float64'),
      divisor,
      ...(this.#emptyMean === undefined ? {} : { emptyMean: this.#emptyMean }),
    };
    const call: LossCall = { inputs: {}, options: {}, reduction, dtype };
    const shown = reduction === 'none' ? { ...call, reduction: 'mean' as const } : call;
    const reduced = reduce(elements, shown, this.table.samples);
    const value = finished(reduced, loss.finish).data[0] ?? Number.NaN;
    const parts = divisorOf(elements, call, this.table.samples);
    const slope = loss.finish?.slope(reduced.data[0] ?? Number.NaN) ?? 1;
    return { value, share: slope / parts, divisor: parts };
  }

  /** A row as it stands, with its gradient and probabilities. */
  line(row: number): LineView {
    const inputs = linesOf(this.table, this.#batch(), row, row + 1, this.#request.dtype);
    const { prediction, target } = this.table;
    const scores = inputs[prediction.name] ?? scalar(Number.NaN, 'float64');
    const computed = this.#gradient(inputs);
    return {
      scores,
      target: target && inputs[target.name],
      gradient: computed.ok ? (computed.value.gradient ?? null) : null,
      probabilities: this.#probabilities(scores.data),
    };
  }

  #gradient(raw: Inputs): Result<{ outcome: LossOutcome; gradient: Tensor | undefined }, LossError> {
    const { loss, options, dtype, activated } = this.#request;
    const name = this.table.prediction.name;
    const scores = raw[name];
    const by = { ...activated, axis: Math.max(0, (scores?.shape.length ?? 1) - 1) };
    const passes = by.activation === 'none' && by.temperature === 1;
    const received = scores && !passes ? activate(scores, by, dtype) : scores;
    const inputs = received ? { ...raw, [name]: received } : raw;
    const reduction = loss.reductions.includes('none') ? 'none' : 'sum';
    const result = computeLoss(loss, { inputs, options, reduction, dtype });
    if (!result.ok) return result;
    const { call, elements } = result.value;
    const ones = new Float64Array(elements.losses.data.length).fill(1);
    const gradient = loss.backward(call, ones)[name];
    const outer = call.inputs[name];
    const through = gradient && outer && !passes ? activateBackward(outer, gradient, by) : gradient;
    return ok({ outcome: result.value, gradient: through });
  }

  #computed(inputs: Inputs, from: number, end: number): Result<Sum, LossError> {
    const computed = this.#gradient(inputs);
    if (!computed.ok) return computed;
    const { outcome, gradient } = computed.value;
    const { losses, ignored, meanWeights, divisor, emptyMean } = outcome.elements;
    const width = losses.data.length / (end - from);
    if (meanWeights || !Number.isInteger(width))
      return fail({
        message: `${this.table.loss.title} is not a sum over rows: it is not computed at this size`,
      });
    this.#emptyMean = emptyMean;
    for (let row = from; row < end; row++) {
      const first = (row - from) * width;
      this.figures.losses[row] = totalOf(losses.data, first, first + width) / width;
      this.figures.ignored[row] = ignored?.[first] ?? 0;
    }
    this.#putGradient(gradient, from, end);
    this.#putTruth(inputs, from, end);
    return ok({ sum: totalOf(losses.data, 0, losses.data.length), divisor });
  }

  #putGradient(gradient: Tensor | undefined, from: number, end: number): void {
    const width = gradient ? sizeOf(gradient.shape) / (end - from) : 0;
    for (let row = from; row < end; row++) {
      const data = gradient?.data.subarray((row - from) * width, (row - from + 1) * width) ?? [];
      const { norm, steepest } = lengthOf(data);
      this.figures.norms[row] = gradient ? norm : Number.NaN;
      this.figures.steepest[row] = steepest;
    }
  }

  #putTruth(inputs: Inputs, from: number, end: number): void {
    const { columns } = this.table.axes;
    const scores = inputs[this.table.prediction.name];
    const target = this.table.target && inputs[this.table.target.name];
    if (!this.#request.scale.link || !scores) return;
    for (let row = from; row < end; row++) {
      const at = (row - from) * columns;
      const p = this.#probabilities(scores.data.subarray(at, at + columns));
      this.figures.truth[row] = p
        ? truthOf(p, targetIn(target, row - from, columns), this.#request.scale.link)
        : Number.NaN;
    }
  }

  #probabilities(values: ArrayLike<number>): Float64Array | undefined {
    const { scale, activated } = this.#request;
    if (!scale.link) return undefined;
    const by = scale.raw === 'logits' ? activated.temperature : 1;
    const row = Float64Array.from(values, (value) => value / by);
    return convertRow(row, scale.raw as ProbabilityScale, 'probabilities', scale.link);
  }
}

function targetIn(target: Tensor | undefined, row: number, columns: number): RowTarget {
  if (!target) return undefined;
  if (target.shape.length > 1) return target.data.subarray(row * columns, (row + 1) * columns);
  return target.data[row];
}

function totalOf(data: ArrayLike<number>, from: number, end: number): number {
  let sum = 0;
  for (let i = from; i < end; i++) sum += data[i] as number;
  return sum;
}
