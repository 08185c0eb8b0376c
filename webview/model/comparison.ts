import type { BatchModel } from '../batch/batches.ts';
import type { Evaluation } from './evaluation.ts';
import { compact, fixed } from './format.ts';
import type { Model } from './model.ts';
import { sampleAt } from './samples.ts';
import { largestTrained, trainingOf } from './training.ts';

/** One measure of both settings. */
export interface ComparisonRow {
  readonly label: string;
  readonly title: string;
  readonly a: string;
  readonly b: string;
  /** B as a multiple of A; empty where that says nothing. */
  readonly ratio: string;
}

const rate = 1;
const steps = 20;

/** What two settings make of the same tensors: loss, gradient, and how fast they learn. */
export function comparisonOf(model: Model): readonly ComparisonRow[] {
  const { main, other, row, batch } = model;
  if (!other || main.error || other.error) return [];
  const [a, b] = [sampleAt(main, row), sampleAt(other, row)];
  const sample = row + model.firstRow;
  if (batch)
    return [
      ...wholes(batch),
      line(`loss of sample ${sample}`, 'The selected sample, before the reduction', a.loss, b.loss),
    ];
  return [
    line('loss', 'The reduced loss', main.value, other.value),
    line(`loss of sample ${row}`, 'The selected sample, before the reduction', a.loss, b.loss),
    line('length of the gradient', 'With respect to all raw outputs', norm(main), norm(other)),
    line(`gradient of sample ${row}`, 'With respect to its raw outputs', a.gradient, b.gradient),
    ...learning(main, other),
  ];
}

/** Of a batch only what its holder tells of both. */
function wholes({ whole, other }: BatchModel): readonly ComparisonRow[] {
  const [a, b] = [whole.summary, other?.summary];
  if (!a?.ok || !b?.ok) return [];
  return [
    line('loss', 'The reduced loss', a.value, b.value),
    line('length of the gradient', 'With respect to all raw outputs', a.norm, b.norm),
  ];
}

function line(label: string, title: string, a = Number.NaN, b = Number.NaN): ComparisonRow {
  const ratio = b / a;
  return {
    label,
    title,
    a: fixed(a),
    b: fixed(b),
    ratio: Number.isFinite(ratio) ? `× ${compact(ratio)}` : '',
  };
}

function norm({ gradient }: Evaluation): number {
  let sum = 0;
  for (const g of gradient?.data ?? []) sum += g * g;
  return gradient ? Math.sqrt(sum) : Number.NaN;
}

function learning(main: Evaluation, other: Evaluation): readonly ComparisonRow[] {
  const start = main.problem.raw[main.problem.prediction.name];
  if (!start || start.data.length > largestTrained / 10) return [];
  const [a, b] = [main, other].map(({ problem }) => trainingOf(problem, start, rate, steps).truth.at(-1));
  if (a === undefined || b === undefined || Number.isNaN(a)) return [];
  return [
    line(
      `p(true) after ${steps} steps`,
      `Plain gradient descent on the outputs, learning rate ${rate}`,
      a,
      b,
    ),
  ];
}
