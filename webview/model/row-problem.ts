import { fromValues } from '../../src/core/create.ts';
import { activate } from '../../src/core/explore/activation.ts';
import { rowOf } from '../../src/core/explore/axes.ts';
import type { Inputs } from '../../src/core/loss.ts';
import type { Tensor } from '../../src/core/tensor.ts';
import { type Evaluation, evaluateProblem } from './evaluation.ts';
import type { Problem } from './problem.ts';

/**
 * One row of a problem as a problem of its own, unreduced: what the curves vary. Undefined where a row cannot be taken
 * by itself (an input whose length is neither the rows' nor the table's).
 */
export function rowProblem(problem: Problem, row: number): Problem | undefined {
  const { axes, raw, loss } = problem;
  const entries: [string, Tensor][] = [];
  for (const { name } of loss.inputs) {
    const tensor = raw[name];
    const taken = tensor && takeRow(tensor, problem, row);
    if (!taken) return undefined;
    entries.push([name, taken]);
  }
  const inputs = Object.fromEntries(entries);
  const next: Problem = {
    ...problem,
    raw: inputs,
    inputs,
    setting: { ...problem.setting, reduction: 'none' },
    activated: { ...problem.activated, axis: 1 },
    axes: { rows: 1, columns: axes.columns, axis: 1, index: (_, c) => c, rowAt: () => 0 },
  };
  return withScores(next, inputs[problem.prediction.name]);
}

function takeRow(tensor: Tensor, { axes }: Problem, row: number): Tensor | undefined {
  const { data, dtype } = tensor;
  if (data.length === axes.rows * axes.columns && (axes.columns > 1 || tensor.shape.length > 1))
    return fromValues(rowOf(data, axes, row), [1, axes.columns], dtype);
  if (data.length === axes.rows) return fromValues([data[row] ?? Number.NaN], [1], dtype);
  return undefined;
}

/** The problem with other raw outputs, activated anew. */
export function withScores(problem: Problem, scores: Tensor | undefined): Problem {
  if (!scores) return problem;
  const { prediction, activated, setting } = problem;
  const raw: Inputs = { ...problem.raw, [prediction.name]: scores };
  const passes = activated.activation === 'none' && activated.temperature === 1;
  const received = passes ? scores : activate(scores, activated, setting.dtype);
  return { ...problem, raw, inputs: { ...problem.inputs, ...raw, [prediction.name]: received } };
}

/** Loss and slope of a row's problem when the raw value of one class is `x`. The loss is the mean of its elements. */
export function rowAt(problem: Problem, column: number, x: number): RowPoint {
  const scores = problem.raw[problem.prediction.name];
  if (!scores) return { loss: Number.NaN, slope: Number.NaN };
  const data = scores.data.slice();
  data[column] = x;
  return measure(evaluateProblem(withScores(problem, { ...scores, data })), column);
}

export interface RowPoint {
  readonly loss: number;
  readonly slope: number;
}

export function measure({ outcome, gradient }: Evaluation, column: number): RowPoint {
  if (!outcome) return { loss: Number.NaN, slope: Number.NaN };
  const { data } = outcome.elements.losses;
  let sum = 0;
  for (const value of data) sum += value;
  return {
    loss: sum / data.length,
    slope: (gradient?.data[column] ?? Number.NaN) / data.length,
  };
}
