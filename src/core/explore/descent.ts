import { fromValues } from '../create.ts';
import type { Tensor } from '../tensor.ts';

/** What one step of descent needs to know of a place. */
export interface Slope {
  readonly loss: number;
  /** Shaped as the scores; null where there is none (the loss refuses them). */
  readonly gradient: Tensor | null;
}

/** Where plain gradient descent goes, from the start on: one entry more than there are steps. */
export interface Descent {
  readonly losses: readonly number[];
  readonly scores: readonly Tensor[];
}

/** scores ← scores − rate · ∂L/∂scores, in float64. */
export function descentStep(scores: Tensor, gradient: Tensor, rate: number): Tensor {
  const moved = Float64Array.from(scores.data, (z, i) => z - rate * (gradient.data[i] as number));
  return fromValues(moved, scores.shape, 'float64');
}

/** Follows the gradient for up to `steps` steps; stops early where there is none. */
export function descend(
  slopeAt: (scores: Tensor) => Slope,
  start: Tensor,
  rate: number,
  steps: number,
): Descent {
  const losses: number[] = [];
  const scores: Tensor[] = [];
  let here = start;
  for (let k = 0; k <= steps; k++) {
    const { loss, gradient } = slopeAt(here);
    losses.push(loss);
    scores.push(here);
    if (!gradient || k === steps) break;
    here = descentStep(here, gradient, rate);
  }
  return { losses, scores };
}
