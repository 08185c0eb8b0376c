import { convertRow, withProbability } from '../../src/core/explore/scale.ts';
import { evaluateProblem } from './evaluation.ts';
import type { Problem } from './problem.ts';
import { measure, type RowPoint, rowAt, rowProblem, withScores } from './row-problem.ts';
import { rawRow, rawScale } from './shown-scale.ts';

/** What runs along the curve's axis. */
export type CurveAxis = 'value' | 'probability';

export interface CurvePoint extends RowPoint {
  readonly x: number;
}

/** A curve with what it was drawn from, to see whether it still holds. */
interface Drawn {
  readonly single: Problem;
  readonly column: number;
  readonly axis: CurveAxis;
  readonly range: readonly [number, number];
  readonly points: readonly CurvePoint[];
}

/**
 * Draws curves, and keeps the last one: while the value along the axis is dragged the curve stays, only the point on it
 * moves.
 */
export class CurveDrawer {
  #last: Drawn | undefined;

  curve(
    problem: Problem,
    row: number,
    column: number,
    axis: CurveAxis,
    range: readonly [number, number],
  ): Curve | undefined {
    const single = rowProblem(problem, row);
    if (!single) return wholeCurve(problem, row, column, range);
    const wanted = { single, column, axis, range };
    if (!this.#last || !stillHolds(this.#last, wanted)) this.#last = { ...wanted, points: pointsOf(wanted) };
    return { points: this.#last.points, now: nowOf(single, column, axis) };
  }
}

function stillHolds(last: Drawn, { single, column, axis, range }: Omit<Drawn, 'points'>): boolean {
  const sameAxis = last.column === column && last.axis === axis && last.range.join() === range.join();
  if (!sameAxis || settingOf(last.single) !== settingOf(single)) return false;
  return single.loss.inputs.every(({ name }) => {
    const skipped = name === single.prediction.name ? column : -1;
    const [a, b] = [last.single.raw[name]?.data ?? [], single.raw[name]?.data ?? []];
    return a.length === b.length && a.every((value, i) => i === skipped || Object.is(value, b[i]));
  });
}

/** Calls beyond this are not computed once for every point of a curve. */
const largestWhole = 2000;

/** Where no sample stands by itself (sequences, losses over a whole batch): the loss of the whole call. */
function wholeCurve(
  problem: Problem,
  row: number,
  column: number,
  [from, to]: readonly [number, number],
): Curve | undefined {
  const scores = problem.raw[problem.prediction.name];
  if (!scores || scores.data.length > largestWhole) return undefined;
  const index = problem.axes.index(row, column);
  const at = (x: number): CurvePoint => {
    const data = scores.data.slice();
    data[index] = x;
    const { value, gradient } = evaluateProblem(withScores(problem, { ...scores, data }));
    return { x, loss: value, slope: gradient?.data[index] ?? Number.NaN };
  };
  const steps = stepsFor(problem.axes.columns);
  const points = Array.from({ length: steps + 1 }, (_, i) => at(from + ((to - from) * i) / steps));
  return { points, now: at(scores.data[index] ?? Number.NaN) };
}

/** All of a setting but its tensors, as one text. */
const settingOf = ({ setting }: Problem): string => JSON.stringify({ ...setting, inputs: null });

export interface Curve {
  readonly points: readonly CurvePoint[];
  /** Where the tensor stands now. */
  readonly now: CurvePoint;
}

/** Fewer points where each costs more. */
const stepsFor = (columns: number): number => (columns > 200 ? 48 : 96);

/** The range of raw values that a curve shows: around zero, wide enough for the present value. */
export function valueRange(problem: Problem, row: number, column: number): readonly [number, number] {
  const raw = rawScale(problem);
  if (raw === 'probabilities') return [0, 1];
  const value = rawRow(problem, row)[column] ?? 0;
  const now = Number.isFinite(value) ? value : 0;
  // Far out the shape is where the value is, not around zero.
  if (raw !== 'log-probabilities' && Math.abs(now) > 12) return [Math.round(now) - 6, Math.round(now) + 6];
  if (raw === 'log-probabilities') return [Math.min(-6, Math.floor(now) - 1), 0];
  const reach = Math.max(6, Math.ceil(Math.abs(now)) + 1);
  return [-reach, reach];
}

/** Loss and slope of one sample over one of its raw values, or over that class's probability. */
export const curveOf = (
  problem: Problem,
  row: number,
  column: number,
  axis: CurveAxis,
  range: readonly [number, number],
): Curve | undefined => new CurveDrawer().curve(problem, row, column, axis, range);

function pointsOf({ single, column, axis, range }: Omit<Drawn, 'points'>): readonly CurvePoint[] {
  const [from, to] = axis === 'value' ? range : [0.002, 0.998];
  const steps = stepsFor(single.axes.columns);
  return Array.from({ length: steps + 1 }, (_, i) => {
    const x = from + ((to - from) * i) / steps;
    return { x, ...(axis === 'value' ? rowAt(single, column, x) : atProbability(single, column, x)) };
  });
}

function nowOf(single: Problem, column: number, axis: CurveAxis): CurvePoint {
  const value = rawRow(single, 0)[column] ?? Number.NaN;
  return { x: axis === 'value' ? value : probabilityNow(single, column), ...rowAt(single, column, value) };
}

function probabilityNow(single: Problem, column: number): number {
  const raw = rawScale(single);
  const { link } = single.scale;
  if (!raw || !link) return Number.NaN;
  return convertRow(scaledRow(single), raw, 'probabilities', link)[column] ?? Number.NaN;
}

const scaledRow = (single: Problem): Float64Array => {
  const { temperature } = single.activated;
  return rawRow(single, 0).map((value) => (rawScale(single) === 'logits' ? value / temperature : value));
};

function atProbability(single: Problem, column: number, p: number): RowPoint {
  const raw = rawScale(single);
  const { link } = single.scale;
  const scores = single.raw[single.prediction.name];
  if (!raw || !link || !scores) return { loss: Number.NaN, slope: Number.NaN };
  const { temperature } = single.activated;
  const row = withProbability(scaledRow(single), raw, column, p, link);
  const data = scores.data.slice();
  data.set(raw === 'logits' ? row.map((value) => value * temperature) : row);
  return measure(evaluateProblem(withScores(single, { ...scores, data })), column);
}
