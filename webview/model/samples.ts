import { rowOf } from '../../src/core/explore/axes.ts';
import { convertRow, type ProbabilityScale } from '../../src/core/explore/scale.ts';
import { truthOf } from '../../src/core/explore/truth.ts';
import type { LossOutcome } from '../../src/core/loss.ts';
import type { Evaluation } from './evaluation.ts';
import type { Problem } from './problem.ts';

/** What is known of one sample. NaN where a figure has no meaning for the loss. */
export interface Sample {
  readonly row: number;
  /** The mean of the sample's elements of the unreduced loss. */
  readonly loss: number;
  /** The probability given to what is true. */
  readonly truth: number;
  /** Euclidean norm of the reduced loss's gradient with respect to the sample's raw outputs. */
  readonly gradient: number;
  /** The part of the summed loss that is this sample's, 0 to 1. */
  readonly share: number;
  readonly ignored: boolean;
}

/** Per-sample losses of an outcome, with the elements of each averaged. */
export interface RowLosses {
  readonly losses: Float64Array;
  readonly ignored: Uint8Array;
}

/** The losses of each row of the prediction; of each element where the loss has another shape (broadcasting). */
export function rowLosses(outcome: LossOutcome, problem: Problem): RowLosses {
  const { losses, ignored } = outcome.elements;
  const { rows, columns, index } = problem.axes;
  const perElement = losses.data.length === rows * columns;
  const count = perElement ? rows : losses.data.length;
  const width = perElement ? columns : 1;
  const out = new Float64Array(count);
  const flags = new Uint8Array(count);
  for (let row = 0; row < count; row++) {
    let sum = 0;
    for (let c = 0; c < width; c++) sum += losses.data[perElement ? index(row, c) : row] ?? Number.NaN;
    out[row] = sum / width;
    flags[row] = ignored?.[perElement ? index(row, 0) : row] ?? 0;
  }
  return { losses: out, ignored: flags };
}

/** What is known of each sample, kept by figure so that a change of one row costs one row. */
export interface Figures extends RowLosses {
  readonly truth: Float64Array;
  readonly gradient: Float64Array;
  /** The largest finite magnitude in each row of the gradient. */
  readonly steepest: Float64Array;
}

export function figuresOf(evaluation: Evaluation): Figures | undefined {
  const { outcome, problem } = evaluation;
  if (!outcome) return undefined;
  const base = rowLosses(outcome, problem);
  const count = base.losses.length;
  const known = count === problem.axes.rows;
  const truth = Float64Array.from({ length: count }, (_, row) =>
    known ? truthAt(problem, row) : Number.NaN,
  );
  const gradient = Float64Array.from({ length: count }, (_, row) =>
    known ? gradientNorm(evaluation, row) : Number.NaN,
  );
  const steepest = Float64Array.from({ length: count }, (_, row) =>
    // Where no row has a loss of its own, all that it has of the gradient stands with the first.
    known ? steepestOf(evaluation, row) : row === 0 ? steepestOf(evaluation, 0, problem.axes.rows) : 0,
  );
  return { ...base, truth, gradient, steepest };
}

/** The figures after some rows changed. */
export function patchedFigures(
  last: Figures,
  evaluation: Evaluation,
  rows: readonly number[],
): Figures | undefined {
  if (!evaluation.outcome) return undefined;
  const { losses } = rowLosses(evaluation.outcome, evaluation.problem);
  const [truth, gradient, steepest] = [last.truth.slice(), last.gradient.slice(), last.steepest.slice()];
  for (const row of rows) {
    truth[row] = truthAt(evaluation.problem, row);
    gradient[row] = gradientNorm(evaluation, row);
    steepest[row] = steepestOf(evaluation, row);
  }
  return { losses, ignored: last.ignored, truth, gradient, steepest };
}

export function samplesFrom(figures: Figures | undefined): readonly Sample[] {
  if (!figures) return [];
  const { losses, ignored, truth, gradient } = figures;
  const total = losses.reduce((sum, loss) => sum + loss, 0);
  return Array.from(losses, (loss, row) => ({
    row,
    loss,
    truth: truth[row] ?? Number.NaN,
    gradient: gradient[row] ?? Number.NaN,
    share: total === 0 ? 0 : loss / total,
    ignored: ignored[row] === 1,
  }));
}

/** Loss and gradient length of one sample. */
export function sampleAt(evaluation: Evaluation, row: number): Pick<Sample, 'loss' | 'gradient'> {
  const { outcome, problem } = evaluation;
  const loss = outcome ? (rowLosses(outcome, problem).losses[row] ?? Number.NaN) : Number.NaN;
  return { loss, gradient: gradientNorm(evaluation, row) };
}

function gradientNorm({ gradient, problem }: Evaluation, row: number): number {
  if (!gradient) return Number.NaN;
  let sum = 0;
  for (let c = 0; c < problem.axes.columns; c++) {
    const g = gradient.data[problem.axes.index(row, c)] ?? Number.NaN;
    sum += g * g;
  }
  return Math.sqrt(sum);
}

function steepestOf({ gradient, problem }: Evaluation, first: number, rows = 1): number {
  let largest = 0;
  for (let row = first; row < first + rows; row++)
    for (let c = 0; c < problem.axes.columns; c++) {
      const size = Math.abs(gradient?.data[problem.axes.index(row, c)] ?? 0);
      if (size > largest && size < Number.POSITIVE_INFINITY) largest = size;
    }
  return largest;
}

/** One row of the prediction as probabilities; undefined where it has none. */
export function probabilitiesOf(problem: Problem, row: number): Float64Array | undefined {
  const scores = problem.raw[problem.prediction.name];
  const { raw, link } = problem.scale;
  if (!scores || !link) return undefined;
  const values = rowOf(scores.data, problem.axes, row);
  const scaled = raw === 'logits' ? values.map((value) => value / problem.activated.temperature) : values;
  return convertRow(scaled, raw as ProbabilityScale, 'probabilities', link);
}

/** The class that a row's target names; −1 where it names none. */
export function targetClass(problem: Problem, row: number): number {
  const target = problem.target && problem.raw[problem.target.name];
  if (!target || target.data.length !== problem.axes.rows) return -1;
  const index = target.data[row] ?? -1;
  return Number.isInteger(index) && index >= 0 && index < problem.axes.columns ? index : -1;
}

/** Whether the target holds one value for each value of the prediction. */
export const targetIsDense = (problem: Problem): boolean =>
  !!problem.target &&
  problem.raw[problem.target.name]?.data.length === problem.axes.rows * problem.axes.columns;

/** One row of a target that is shaped as the prediction. */
export function targetRow(problem: Problem, row: number): Float64Array | undefined {
  const target = problem.target && problem.raw[problem.target.name];
  return target && targetIsDense(problem) ? rowOf(target.data, problem.axes, row) : undefined;
}

function truthAt(problem: Problem, row: number): number {
  const p = probabilitiesOf(problem, row);
  if (!p) return Number.NaN;
  const target = takesIndices(problem) ? targetClass(problem, row) : targetRow(problem, row);
  return truthOf(p, target, problem.scale.link);
}

/** Whether the target, as given, is class indices. */
export const takesIndices = (problem: Problem): boolean => {
  const { target, axes } = problem;
  const tensor = target && problem.raw[target.name];
  if (!tensor || !target.accepts.includes('class-indices')) return false;
  return (
    tensor.data.length === axes.rows &&
    tensor.shape.length < (problem.raw[problem.prediction.name]?.shape.length ?? 0)
  );
};
