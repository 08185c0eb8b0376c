import { computeLoss } from '../../src/core/compute.ts';
import { activateBackward } from '../../src/core/explore/activation.ts';
import type { Axes } from '../../src/core/explore/axes.ts';
import type { Elements, LossOutcome } from '../../src/core/loss.ts';
import { reduce, upstreamOf } from '../../src/core/reduce.ts';
import type { Tensor } from '../../src/core/tensor.ts';
import type { Setting } from '../../src/protocol.ts';
import type { Decoder } from '../state/decoder.ts';
import { changedRows } from './changed-rows.ts';
import { type Evaluation, headline } from './evaluation.ts';
import type { Problem } from './problem.ts';
import { rowProblem } from './row-problem.ts';

/** A new evaluation, and the rows in which it differs from the one before. */
export interface Patched {
  readonly evaluation: Evaluation;
  readonly rows: readonly number[];
}

/** Below this everything is computed anew: it takes no time, and is the plainest truth. */
const smallest = 20_000;

/**
 * The evaluation after a few rows of a large prediction changed: only they are computed, the rest is taken over. The same
 * numbers as computing everything, for the rows of such a loss know nothing of one another. Undefined where more changed.
 */
export function patched(last: Evaluation, next: Setting, decoder: Decoder): Patched | undefined {
  const { outcome, problem } = last;
  const name = problem.prediction.name;
  if (!outcome || (problem.raw[name]?.data.length ?? 0) < smallest) return undefined;
  if (!onlyInputChanged(problem.setting, next, name) || !isSeparable(outcome, problem)) return undefined;
  const change = changedRows(problem, next, decoder);
  if (!change) return undefined;
  const { rows, scores } = change;
  const changed = { ...problem, setting: next, raw: { ...problem.raw, [name]: scores } };
  const evaluation = recompute(last, outcome, changed, rows);
  return evaluation && { evaluation, rows };
}

function onlyInputChanged(a: Setting, b: Setting, name: string): boolean {
  const { inputs: before, ...restA } = a;
  const { inputs: after, ...restB } = b;
  const rest = Object.keys({ ...restA, ...restB }) as (keyof typeof restA)[];
  return (
    rest.every((key) => restA[key] === restB[key]) &&
    Object.keys(after).every((key) => key === name || before[key] === after[key])
  );
}

function isSeparable({ elements, call }: LossOutcome, { axes, loss }: Problem): boolean {
  const count = elements.losses.data.length;
  const byRow = count === axes.rows || count === axes.rows * axes.columns;
  const spread = loss.params.some(
    (param) => param.kind === 'tensor' && param.shape === 'broadcast' && call.options[param.name],
  );
  return (
    byRow && !spread && !elements.meanWeights && loss.group !== 'sequence' && loss.group !== 'segmentation'
  );
}

/** Computes the rows in the memory of the last evaluation, of which nobody asks any more. */
function recompute(
  last: Evaluation,
  outcome: LossOutcome,
  problem: Problem,
  rows: readonly number[],
): Evaluation | undefined {
  const { name } = problem.prediction;
  const received = problem.inputs[name];
  const raw = problem.raw[name];
  if (!received || !raw || !last.gradient) return undefined;
  const passes = problem.activated.activation === 'none' && problem.activated.temperature === 1;
  const losses = { ...outcome.elements.losses };
  const gradient = { ...last.gradient };
  const activated = passes ? raw : { ...received };
  const upstream = upstreamOf(outcome.elements, outcome.call, problem.axes.rows);
  for (const row of rows) {
    const done = computeRow(problem, row, upstream[0] ?? 1);
    if (!done) return undefined;
    put(losses, done.losses, problem.axes, row);
    put(gradient, done.gradient, problem.axes, row);
    if (!passes) put(activated, done.received, problem.axes, row);
  }
  const elements: Elements = { ...outcome.elements, losses };
  const inputs = { ...problem.inputs, [name]: activated };
  const call = { ...outcome.call, inputs: { ...outcome.call.inputs, [name]: activated } };
  const next: LossOutcome = { ...outcome, elements, call, value: reduce(elements, call, problem.axes.rows) };
  return { problem: { ...problem, inputs }, outcome: next, error: null, value: headline(next), gradient };
}

interface RowResult {
  readonly losses: Tensor;
  readonly gradient: Tensor;
  readonly received: Tensor;
}

/** @param share the gradient of the reduced loss with respect to each element of the row */
function computeRow(problem: Problem, row: number, share: number): RowResult | undefined {
  const single = rowProblem(problem, row);
  if (!single) return undefined;
  const { loss, inputs, options, setting, prediction, activated } = single;
  const result = computeLoss(loss, { inputs, options, reduction: 'none', dtype: setting.dtype });
  if (!result.ok) return undefined;
  const { call, elements } = result.value;
  const upstream = new Float64Array(elements.losses.data.length).fill(share);
  const gradient = loss.backward(call, upstream)[prediction.name];
  const received = call.inputs[prediction.name];
  if (!gradient || !received) return undefined;
  const passes = activated.activation === 'none' && activated.temperature === 1;
  return {
    losses: elements.losses,
    gradient: passes ? gradient : activateBackward(received, gradient, activated),
    received,
  };
}

/** Writes one row's values where they belong: a value a row, or one a cell. */
function put(target: Tensor, source: Tensor, axes: Axes, row: number): void {
  if (target.data.length === axes.rows) target.data[row] = source.data[0] ?? Number.NaN;
  else for (let c = 0; c < axes.columns; c++) target.data[axes.index(row, c)] = source.data[c] ?? Number.NaN;
}
