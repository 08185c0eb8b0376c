import { computeLoss } from '../../src/core/compute.ts';
import { fromValues } from '../../src/core/create.ts';
import type { Inputs } from '../../src/core/loss.ts';
import { lossById } from '../../src/core/losses/index.ts';
import type { Tensor } from '../../src/core/tensor.ts';
import type { Problem } from './problem.ts';
import { probabilitiesOf, takesIndices, targetClass, targetIsDense, targetRow } from './samples.ts';

/** H(P, Q) = H(P) + KL(P‖Q) of one pair of distributions, in nats. */
export interface Information {
  readonly label: string;
  /** H(P) */
  readonly entropy: number;
  /** H(P, Q) */
  readonly cross: number;
  /** KL(P‖Q) */
  readonly divergence: number;
  /** The sample, or −1 for the shares of the classes in all of them. */
  readonly row: number;
}

export interface InformationView {
  readonly samples: readonly Information[];
  readonly shares: Information;
  /** The classes' shares among the targets and in the predictions. */
  readonly p: Float64Array;
  readonly q: Float64Array;
}

/** How many samples are shown one by one. */
const most = 16;

/** Whether prediction and target are distributions over classes. */
export const hasInformation = (problem: Problem): boolean =>
  problem.scale.link === 'softmax' &&
  problem.axes.columns > 1 &&
  (takesIndices(problem) || targetIsDense(problem));

/** The targets and predictions as distributions; undefined where they are none (no softmax, no class targets). */
export function informationOf(problem: Problem): InformationView | undefined {
  if (!hasInformation(problem)) return undefined;
  const { rows, columns } = problem.axes;
  const p = new Float64Array(columns);
  const q = new Float64Array(columns);
  const samples: Information[] = [];
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const target = truth(problem, row);
    const predicted = probabilitiesOf(problem, row);
    if (!target || !predicted) continue;
    count++;
    add(p, target);
    add(q, predicted);
    if (samples.length < most) samples.push(compare(`sample ${row}`, row, target, predicted));
  }
  if (count === 0) return undefined;
  const shares = compare('class shares', -1, scale(p, 1 / count), scale(q, 1 / count));
  return { samples, shares, p, q };
}

function compare(label: string, row: number, p: Float64Array, q: Float64Array): Information {
  const shape = [1, p.length];
  const [P, Q] = [fromValues(p, shape, 'float64'), fromValues(q, shape, 'float64')];
  const entropy = value('entropy', { input: P });
  const cross = value('distribution_cross_entropy', { input: Q, target: P });
  return { label, row, entropy, cross, divergence: Math.max(0, cross - entropy) };
}

function value(id: string, inputs: Inputs): number {
  const loss = lossById(id);
  const result = loss && computeLoss(loss, { inputs, reduction: 'sum' });
  return result?.ok ? scalarOf(result.value.value) : Number.NaN;
}

const scalarOf = (tensor: Tensor): number => tensor.data[0] ?? Number.NaN;

/** The target as a distribution: one-hot of the class, or the row normalised. */
function truth(problem: Problem, row: number): Float64Array | undefined {
  if (!takesIndices(problem)) return normalised(targetRow(problem, row));
  const c = targetClass(problem, row);
  if (c < 0) return undefined;
  return Float64Array.from({ length: problem.axes.columns }, (_, k) => (k === c ? 1 : 0));
}

function normalised(row: Float64Array | undefined): Float64Array | undefined {
  const sum = row?.reduce((total, x) => total + x, 0) ?? 0;
  return row && sum > 0 && row.every((x) => x >= 0) ? row.map((x) => x / sum) : undefined;
}

function add(total: Float64Array, row: Float64Array): void {
  for (let c = 0; c < total.length; c++) total[c] = (total[c] as number) + (row[c] as number);
}

function scale(values: Float64Array, by: number): Float64Array {
  for (let c = 0; c < values.length; c++) values[c] = (values[c] as number) * by;
  return values;
}
