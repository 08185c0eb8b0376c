import { gradientRow } from './grid-sources.ts';
import type { Model } from './model.ts';
import { probabilitiesOf, takesIndices, targetClass, targetRow } from './samples.ts';

/** A gradient said in words, with the numbers that bear it out. */
export interface Reading {
  readonly text: string;
  readonly values: readonly number[];
}

const plainLosses: ReadonlySet<string> = new Set(['cross_entropy', 'binary_cross_entropy_with_logits']);

/** ∂L/∂z = (ŷ − y) times one factor, where the loss is cross-entropy on logits; undefined where the row does not obey it. */
export function gradientReading(model: Model): Reading | undefined {
  const { main, row } = model;
  const { problem } = main;
  if (!plainLosses.has(problem.base.id) || problem.activated.activation !== 'none') return undefined;
  const p = probabilitiesOf(problem, row);
  const y = targetOf(model);
  if (!p || !y) return undefined;
  const difference = Array.from(p, (value, c) => value - (y[c] ?? 0));
  const factor = commonFactor(difference, gradientRow(main, row));
  if (factor === undefined) return undefined;
  const share = Math.abs(factor - 1) < 1e-6 ? '' : ` × ${Number(factor.toPrecision(4))}`;
  return { text: `Sample ${row}: (ŷ − y)${share}, with ŷ − y`, values: difference };
}

function targetOf({ main: { problem }, row }: Model): Float64Array | undefined {
  if (!takesIndices(problem)) return targetRow(problem, row);
  const truth = targetClass(problem, row);
  return Float64Array.from({ length: problem.axes.columns }, (_, c) => (c === truth ? 1 : 0));
}

/** The number that makes one list the other; undefined where there is none. */
function commonFactor(from: readonly number[], to: ArrayLike<number>): number | undefined {
  const largest = from.reduce(
    (best, value, i) => (Math.abs(value) > Math.abs(from[best] ?? 0) ? i : best),
    0,
  );
  const factor = (to[largest] ?? Number.NaN) / (from[largest] ?? Number.NaN);
  if (!Number.isFinite(factor) || factor === 0) return undefined;
  const close = from.every(
    (value, i) => Math.abs(value * factor - (to[i] ?? Number.NaN)) < 1e-3 * Math.abs(factor) + 1e-9,
  );
  return close ? factor : undefined;
}
