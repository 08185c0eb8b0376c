import type { Tensor } from '../../../src/core/tensor.ts';
import { setReduction } from '../../state/edits.ts';
import { toState } from '../../state/tensor-state.ts';
import { setTensor } from '../tensor-edits.ts';
import type { HealthCheck } from './note.ts';

/** Checks of shapes that compute something, but not what is meant; and of a reduction that misleads. */

const shown = (shape: readonly number[]): string => `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;

/** (N, 1) against (N,): N² differences instead of N. */
export const broadcastShapes: HealthCheck = ({ main: { problem, outcome } }) => {
  const { prediction, target, raw } = problem;
  const scores = raw[prediction.name];
  const labels = target && raw[target.name];
  if (!scores || !labels || problem.loss.group !== 'regression') return undefined;
  if (scores.data.length !== labels.data.length || sameShape(scores, labels)) return undefined;
  const count = outcome?.elements.losses.data.length ?? 0;
  return {
    id: 'broadcast-shapes',
    severity: 'error',
    title: `${shown(scores.shape)} against ${shown(labels.shape)} broadcasts`,
    detail: `Every prediction is compared with every target: ${count} differences instead of ${scores.data.length}. Even a perfect prediction has a loss.`,
    rule: 'broadcast-loss-shapes',
    fix: {
      label: 'Give the target the shape of the prediction',
      apply: setTensor(problem, target.name, toState({ ...labels, shape: scores.shape })),
    },
  };
};

const sameShape = (a: Tensor, b: Tensor): boolean => a.shape.join() === b.shape.join();

/** One column under softmax. */
export const singleLogit: HealthCheck = ({ main: { problem } }) => {
  if (
    problem.scale.link !== 'softmax' ||
    problem.axes.columns !== 1 ||
    problem.loss.group !== 'classification'
  )
    return undefined;
  return {
    id: 'single-logit',
    severity: 'error',
    title: 'One output under softmax is always 1',
    detail:
      'The loss is 0 and the gradient is 0 whatever the model says. One output per sample wants sigmoid and binary cross-entropy.',
    rule: 'single-logit-cross-entropy',
  };
};

/** Float (N,) against (N,): PyTorch sees one sample with N classes. */
export const vectorAsOneSample: HealthCheck = ({ main: { problem } }) => {
  const { prediction, target, raw, loss } = problem;
  const scores = raw[prediction.name];
  const labels = target && raw[target.name];
  if (loss.group !== 'classification' || !scores || !labels) return undefined;
  if (scores.shape.length !== 1 || labels.shape.length !== 1 || (scores.shape[0] ?? 0) < 2) return undefined;
  if (!Array.from(labels.data).every((x) => x === 0 || x === 1)) return undefined;
  if (Array.from(labels.data).reduce((sum, x) => sum + x, 0) === 1) return undefined;
  return {
    id: 'vector-as-one-sample',
    severity: 'warning',
    title: `A vector of ${scores.shape[0]} against a vector of ${scores.shape[0]} is one sample with ${scores.shape[0]} classes`,
    detail: 'Meant as one output per sample? Then the loss is binary cross-entropy with logits.',
    rule: 'single-logit-cross-entropy',
  };
};

/** KL divergence that divides by the number of classes too. */
export const klMean: HealthCheck = ({ main: { problem } }) => {
  if (problem.loss.id !== 'kl_div' || problem.setting.reduction !== 'mean') return undefined;
  return {
    id: 'kl-mean',
    severity: 'warning',
    title: "reduction='mean' is not the divergence",
    detail: `It divides by all ${problem.axes.rows * problem.axes.columns} elements, not by the ${problem.axes.rows} samples: the result is ${problem.axes.columns} times too small.`,
    rule: 'kl-div-mean-reduction',
    fix: { label: 'Use batchmean', apply: setReduction('batchmean') },
  };
};
