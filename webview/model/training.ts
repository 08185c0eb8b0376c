import { activate, activateBackward } from '../../src/core/explore/activation.ts';
import { type Descent, descend, type Slope } from '../../src/core/explore/descent.ts';
import type { Tensor } from '../../src/core/tensor.ts';
import { evaluateProblem } from './evaluation.ts';
import { type Behind, logitsBehind } from './logits-behind.ts';
import type { Problem } from './problem.ts';
import { withScores } from './row-problem.ts';
import { probabilitiesOf, takesIndices, targetClass, targetRow } from './samples.ts';

/** A descent with what one wants to see of it. */
export interface Training extends Descent {
  /** The mean probability of the truth after each step; NaN where the target names none. */
  readonly truth: readonly number[];
  /** Whether the steps are of the logits behind the prediction. */
  readonly behind: boolean;
}

/** Tensors beyond this are not trained in the panel: every step of every setting is kept. */
export const largestTrained = 20_000;

/** Plain gradient descent on the raw outputs, as if each were a weight; on the logits behind probabilities. */
export function trainingOf(problem: Problem, start: Tensor, rate: number, steps: number): Training {
  const at = (scores: Tensor) => {
    const { value, gradient } = evaluateProblem(withScores(problem, scores));
    return { loss: value, gradient };
  };
  const behind = logitsBehind(problem, start);
  const descent = behind ? descendBehind(at, behind, rate, steps) : descend(at, start, rate, steps);
  const truth = descent.scores.map((scores) => meanTruth(withScores(problem, scores)));
  return { ...descent, truth, behind: behind !== undefined };
}

/** Steps of the logits, shown as what becomes of them. */
function descendBehind(
  at: (scores: Tensor) => Slope,
  { logits, activated }: Behind,
  rate: number,
  steps: number,
): Descent {
  const shown = (z: Tensor): Tensor => activate(z, activated, 'float64');
  const { losses, scores } = descend(
    (z) => {
      const received = shown(z);
      const { loss, gradient } = at(received);
      return { loss, gradient: gradient && activateBackward(received, gradient, activated) };
    },
    logits,
    rate,
    steps,
  );
  return { losses, scores: scores.map(shown) };
}

function meanTruth(problem: Problem): number {
  let sum = 0;
  for (let row = 0; row < problem.axes.rows; row++) sum += truthOf(problem, row);
  return sum / problem.axes.rows;
}

function truthOf(problem: Problem, row: number): number {
  const p = probabilitiesOf(problem, row);
  if (!p) return Number.NaN;
  if (takesIndices(problem)) return p[targetClass(problem, row)] ?? Number.NaN;
  const target = targetRow(problem, row);
  if (!target) return Number.NaN;
  if (problem.scale.link !== 'sigmoid') return p.reduce((sum, value, c) => sum + value * (target[c] ?? 0), 0);
  const hits = p.map((value, c) => (target[c] ?? 0) * value + (1 - (target[c] ?? 0)) * (1 - value));
  return hits.reduce((sum, value) => sum + value, 0) / hits.length;
}
