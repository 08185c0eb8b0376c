import { fromValues } from '../../src/core/create.ts';
import type { Activated, Activation } from '../../src/core/explore/activation.ts';
import { rowOf } from '../../src/core/explore/axes.ts';
import { convertRow, type Link } from '../../src/core/explore/scale.ts';
import type { Tensor } from '../../src/core/tensor.ts';

import type { Problem } from './problem.ts';
import { rawScale } from './shown-scale.ts';

/** Logits, and what makes the prediction of them. */
export interface Behind {
  readonly logits: Tensor;
  readonly activated: Activated;
}

/** Beyond this a probability is 0 or 1 even in float32, and no step moves it. */
const largest = 100;

/**
 * The logits of a prediction that is given as probabilities or their logarithms: what a model would learn. A step on the
 * probabilities themselves would leave them negative or adding up to something else. Undefined where the prediction is
 * no distribution, or is logits already.
 */
export function logitsBehind(problem: Problem, scores: Tensor): Behind | undefined {
  const raw = rawScale(problem);
  const { link } = problem.scale;
  const activation = link && raw && activationOf(link, raw);
  if (!raw || !link || !activation) return undefined;
  const { axes } = problem;
  const out = new Float64Array(scores.data.length);
  for (let row = 0; row < axes.rows; row++) {
    const values = rowOf(scores.data, axes, row);
    if (!isDistribution(convertRow(values, raw, 'probabilities', link), link)) return undefined;
    convertRow(values, raw, 'logits', link).forEach((z, c) => {
      out[axes.index(row, c)] = Math.max(-largest, Math.min(largest, z));
    });
  }
  return {
    logits: fromValues(out, scores.shape, 'float64'),
    activated: { activation, temperature: 1, axis: Math.max(axes.axis, 0) },
  };
}

function activationOf(link: Link, raw: string): Activation | undefined {
  if (raw === 'probabilities') return link;
  return raw === 'log-probabilities' && link === 'softmax' ? 'log_softmax' : undefined;
}

function isDistribution(p: Float64Array, link: Link): boolean {
  const inside = p.every((value) => value >= 0 && value <= 1 + 1e-6);
  return inside && (link === 'sigmoid' || Math.abs(p.reduce((sum, value) => sum + value, 0) - 1) < 1e-3);
}
