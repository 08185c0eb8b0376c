import { computeLoss } from '../../src/core/compute.ts';
import { activateBackward } from '../../src/core/explore/activation.ts';
import type { LossError, LossOutcome } from '../../src/core/loss.ts';
import { reduce } from '../../src/core/reduce.ts';
import type { Tensor } from '../../src/core/tensor.ts';
import type { Setting } from '../../src/protocol.ts';
import type { Decoder } from '../state/decoder.ts';
import { type Problem, resolve } from './problem.ts';

/** A setting computed. */
export interface Evaluation {
  readonly problem: Problem;
  /** Null where the library would refuse the call. */
  readonly outcome: LossOutcome | null;
  readonly error: LossError | null;
  /** The reduced loss; the mean of the elements where the reduction is `none`. NaN without an outcome. */
  readonly value: number;
  /** With respect to the raw prediction, through the activation; null where there is none. */
  readonly gradient: Tensor | null;
}

export function evaluate(setting: Setting, decoder: Decoder): Evaluation {
  return evaluateProblem(resolve(setting, decoder));
}

export function evaluateProblem(problem: Problem): Evaluation {
  const { loss, inputs, options, setting } = problem;
  const result = computeLoss(loss, {
    inputs,
    options,
    reduction: setting.reduction,
    dtype: setting.dtype,
    gradient: true,
  });
  if (!result.ok) return { problem, outcome: null, error: result.error, value: Number.NaN, gradient: null };
  const outcome = result.value;
  return { problem, outcome, error: null, value: headline(outcome), gradient: rawGradient(problem, outcome) };
}

/** The reduced loss, or the mean of the elements where nothing is reduced. */
export function headline(outcome: LossOutcome): number {
  const { call, elements, value } = outcome;
  const shown = call.reduction === 'none' ? reduce(elements, { ...call, reduction: 'mean' }, 1) : value;
  return shown.data[0] ?? Number.NaN;
}

/** The chain rule from what the loss received back to the raw outputs. */
export function rawGradient(problem: Problem, outcome: LossOutcome): Tensor | null {
  const { activated, prediction } = problem;
  const gradient = outcome.gradients[prediction.name];
  const received = outcome.call.inputs[prediction.name];
  if (!gradient || !received) return null;
  const passes = activated.activation === 'none' && activated.temperature === 1;
  return passes ? gradient : activateBackward(received, gradient, activated);
}
