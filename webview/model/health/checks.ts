import type { Model } from '../model.ts';
import { notFinite } from './finite.ts';
import type { HealthCheck, HealthNote } from './note.ts';
import {
  activationBeforeLogits,
  notLogProbabilities,
  notProbabilities,
  probabilitiesAsLogits,
  sigmoidThenBce,
  squaredErrorOnClasses,
} from './scale.ts';
import { broadcastShapes, klMean, singleLogit, vectorAsOneSample } from './shape.ts';
import {
  allIgnored,
  classOutOfRange,
  targetNotNormalised,
  targetOutsideUnit,
  zeroOneSigns,
} from './target.ts';

/** Every check, the gravest first. */
export const healthChecks: readonly HealthCheck[] = [
  classOutOfRange,
  allIgnored,
  notFinite,
  activationBeforeLogits,
  probabilitiesAsLogits,
  notLogProbabilities,
  notProbabilities,
  broadcastShapes,
  singleLogit,
  vectorAsOneSample,
  zeroOneSigns,
  squaredErrorOnClasses,
  targetOutsideUnit,
  targetNotNormalised,
  klMean,
  sigmoidThenBce,
];

export const healthOf = (model: Model): readonly HealthNote[] =>
  healthChecks.flatMap((check) => check(model) ?? []);
