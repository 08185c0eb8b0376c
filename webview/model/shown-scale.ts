import { rowOf } from '../../src/core/explore/axes.ts';
import { convertRow, type ProbabilityScale, withProbability } from '../../src/core/explore/scale.ts';
import type { State } from '../../src/protocol.ts';
import { viewChoice } from '../state/view.ts';
import type { Problem } from './problem.ts';

/** The scales in which a prediction can be shown and typed. */
export const shownScales: readonly [ProbabilityScale, ...ProbabilityScale[]] = [
  'logits',
  'probabilities',
  'log-probabilities',
];

const isProbabilityScale = (scale: string): scale is ProbabilityScale =>
  shownScales.some((shown) => shown === scale);

/** The raw scale where it is one that converts; undefined for real-valued predictions. */
export function rawScale(problem: Problem): ProbabilityScale | undefined {
  const { raw, link } = problem.scale;
  return link && isProbabilityScale(raw) ? raw : undefined;
}

const singular = { logits: 'logit', probabilities: 'probability', 'log-probabilities': 'log-probability' };

/** What one value of the raw prediction is called. */
export const oneValue = (problem: Problem): string => {
  const raw = rawScale(problem);
  return raw ? singular[raw] : 'value';
};

/** The scale that the person chose to see; the raw one unless they chose. */
export function shownScale(state: State, problem: Problem): ProbabilityScale | undefined {
  const raw = rawScale(problem);
  if (!raw) return undefined;
  return state.view.scale === undefined ? raw : viewChoice(state, 'scale', shownScales);
}

/** One row of the raw prediction, divided by the temperature where it is logits, in another scale. */
export function rowIn(problem: Problem, row: number, scale: ProbabilityScale | undefined): Float64Array {
  const raw = rawScale(problem);
  const values = rawRow(problem, row);
  const { link } = problem.scale;
  if (!raw || !scale || !link || scale === raw) return values;
  return convertRow(
    raw === 'logits' ? scaled(values, 1 / problem.activated.temperature) : values,
    raw,
    scale,
    link,
  );
}

export function rawRow(problem: Problem, row: number): Float64Array {
  return rowOf(problem.raw[problem.prediction.name]?.data ?? [], problem.axes, row);
}

/** The raw row after the value shown for class `k` in `scale` was set. */
export function rowWith(
  problem: Problem,
  row: number,
  k: number,
  value: number,
  scale: ProbabilityScale | undefined,
): Float64Array {
  const raw = rawScale(problem);
  const { link } = problem.scale;
  if (!raw || !scale || !link || scale === raw) {
    const values = rawRow(problem, row);
    values[k] = value;
    return values;
  }
  if (scale !== 'logits') {
    const p = scale === 'probabilities' ? value : Math.exp(value);
    return rowWithProbability(problem, row, k, p);
  }
  const logits = rowIn(problem, row, 'logits').slice();
  logits[k] = value;
  return convertRow(logits, 'logits', raw, link);
}

/** Probabilities that a drag can reach: near enough to the ends to see what happens there, never at them. */
const nearest = 0.0005;

/** The raw row in which class `k` has probability `p`. */
export function rowWithProbability(problem: Problem, row: number, k: number, p: number): Float64Array {
  const raw = rawScale(problem);
  const { link } = problem.scale;
  const values = rawRow(problem, row);
  if (!raw || !link) return values;
  const inside = Math.min(1 - nearest, Math.max(nearest, p));
  if (raw !== 'logits') return withProbability(values, raw, k, inside, link);
  const { temperature } = problem.activated;
  return scaled(withProbability(scaled(values, 1 / temperature), raw, k, inside, link), temperature);
}

const scaled = (values: Float64Array, by: number): Float64Array =>
  by === 1 ? values : values.map((v) => v * by);
