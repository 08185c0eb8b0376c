import { compact } from './format.ts';
import { gradientRow } from './grid-sources.ts';
import { className, type Model } from './model.ts';
import { probabilitiesOf, takesIndices, targetClass, targetRow } from './samples.ts';
import { topOf } from './top.ts';

/** A gradient said in words, with the numbers that bear it out. */
export interface Reading {
  readonly text: string;
  readonly numbers: string;
}

/** The most numbers that a sentence carries. */
const most = 8;

const plainLosses: ReadonlySet<string> = new Set(['cross_entropy', 'binary_cross_entropy_with_logits']);

/** ∂L/∂z = (ŷ − y) times one factor, where the loss is cross-entropy on logits; undefined where the row does not obey it. */
export function gradientReading(model: Model): Reading | undefined {
  const { main, row } = model;
  const { problem } = main;
  if (!plainLosses.has(problem.base.id) || problem.activated.activation !== 'none') return undefined;
  const p = probabilitiesOf(problem, row);
  const y = targetOf(model);
  if (!p || !y) return undefined;
  const difference = p.map((value, c) => value - (y[c] ?? 0));
  const factor = commonFactor(difference, gradientRow(main, row));
  if (factor === undefined) return undefined;
  const share = Math.abs(factor - 1) < 1e-6 ? '' : ` × ${Number(factor.toPrecision(4))}`;
  const listed = difference.length > most ? 'ŷ − y largest at' : 'ŷ − y';
  return { text: `Sample ${row}: (ŷ − y)${share}, with ${listed}`, numbers: numbersOf(model, difference) };
}

/** All of a few classes; of many, those that differ most, each with its name. */
function numbersOf({ state }: Model, difference: Float64Array): string {
  if (difference.length <= most) return Array.from(difference, (value) => compact(value)).join(', ');
  return topOf(difference.map(Math.abs), most)
    .map(({ index: c }) => `${className(state, c)}: ${compact(difference[c] ?? Number.NaN)}`)
    .join(', ');
}

function targetOf({ main: { problem }, row }: Model): Float64Array | undefined {
  if (!takesIndices(problem)) return targetRow(problem, row);
  const truth = targetClass(problem, row);
  return Float64Array.from({ length: problem.axes.columns }, (_, c) => (c === truth ? 1 : 0));
}

/** The number that makes one list the other; undefined where there is none. */
function commonFactor(from: Float64Array, to: ArrayLike<number>): number | undefined {
  let largest = 0;
  for (let i = 1; i < from.length; i++)
    if (Math.abs(from[i] as number) > Math.abs(from[largest] as number)) largest = i;
  const factor = (to[largest] ?? Number.NaN) / (from[largest] ?? Number.NaN);
  if (!Number.isFinite(factor) || factor === 0) return undefined;
  const tolerance = 1e-3 * Math.abs(factor) + 1e-9;
  for (let i = 0; i < from.length; i++)
    if (!(Math.abs((from[i] as number) * factor - (to[i] ?? Number.NaN)) < tolerance)) return undefined;
  return factor;
}
