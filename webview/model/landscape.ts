import { valueRange } from './curve.ts';
import { evaluateProblem } from './evaluation.ts';
import type { Problem } from './problem.ts';
import { measure, rowProblem, withScores } from './row-problem.ts';
import { rawRow } from './shown-scale.ts';

/** The loss of one sample over two of its raw values. */
export interface Landscape {
  readonly size: number;
  /** Row by row, y upwards: values[j · size + i]. */
  readonly values: readonly number[];
  readonly xRange: readonly [number, number];
  readonly yRange: readonly [number, number];
  readonly now: { readonly x: number; readonly y: number; readonly loss: number };
  /** Minus the gradient: where a step of descent goes. */
  readonly downhill: { readonly x: number; readonly y: number };
}

const size = 33;

export function landscapeOf(
  problem: Problem,
  row: number,
  columns: readonly [number, number],
): Landscape | undefined {
  const single = rowProblem(problem, row);
  const scores = single?.raw[single.prediction.name];
  if (!single || !scores || single.axes.columns < 2) return undefined;
  const [a, b] = columns;
  const values = rawRow(single, 0);
  const [x, y] = [values[a] ?? 0, values[b] ?? 0];
  const xRange = valueRange(single, 0, a);
  const yRange = valueRange(single, 0, b);
  const at = (u: number, v: number) => {
    const data = scores.data.slice();
    data[a] = u;
    data[b] = v;
    return evaluateProblem(withScores(single, { ...scores, data }));
  };
  const grid = Array.from({ length: size * size }, (_, k) => {
    const [i, j] = [k % size, Math.floor(k / size)];
    return measure(at(along(xRange, i), along(yRange, j)), a).loss;
  });
  const here = at(x, y);
  return {
    size,
    values: grid,
    xRange,
    yRange,
    now: { x, y, loss: measure(here, a).loss },
    downhill: { x: -measure(here, a).slope, y: -measure(here, b).slope },
  };
}

const along = ([from, to]: readonly [number, number], i: number): number =>
  from + ((to - from) * i) / (size - 1);
