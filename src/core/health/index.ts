import type { LossDefinition, LossRequest } from '../loss.ts';
import { fillDefaults } from '../validate.ts';
import { allIgnored } from './all_ignored.ts';
import { argumentsSwapped } from './arguments_swapped.ts';
import { broadcastShapes } from './broadcast_shapes.ts';
import { classAxis } from './class_axis.ts';
import { classOutOfRange } from './class_out_of_range.ts';
import { ctcNotNormalised } from './ctc_not_normalised.ts';
import { floatClassIndices } from './float_class_indices.ts';
import type { HealthCheck, HealthFinding } from './health.ts';
import { infiniteValues } from './infinite_values.ts';
import { integerBinaryTarget } from './integer_binary_target.ts';
import { klMean } from './kl_mean.ts';
import { logProbabilitiesAsLogits } from './log_probabilities_as_logits.ts';
import { multiHotIds } from './multi_hot_ids.ts';
import { notANumber } from './not_a_number.ts';
import { oneHotIndices } from './one_hot_indices.ts';
import { outsideUnitInterval } from './outside_unit_interval.ts';
import { positiveLogProbabilities } from './positive_log_probabilities.ts';
import { probabilitiesAsBinaryLogits } from './probabilities_as_binary_logits.ts';
import { probabilitiesAsLogProbabilities } from './probabilities_as_log_probabilities.ts';
import { probabilitiesAsLogits } from './probabilities_as_logits.ts';
import { sigmoidAsLogits } from './sigmoid_as_logits.ts';
import { singleLogit } from './single_logit.ts';
import { softmaxForManyLabels } from './softmax_for_many_labels.ts';
import { softmaxOverBatch } from './softmax_over_batch.ts';
import { squaredErrorOfClasses } from './squared_error_of_classes.ts';
import { targetOutsideUnitInterval } from './target_outside_unit_interval.ts';
import { unnormalisedTarget } from './unnormalised_target.ts';
import { zeroOneSigns } from './zero_one_signs.ts';

/** Every check, the most telling first. */
export const healthChecks: readonly HealthCheck[] = [
  notANumber,
  probabilitiesAsLogits,
  sigmoidAsLogits,
  probabilitiesAsBinaryLogits,
  probabilitiesAsLogProbabilities,
  positiveLogProbabilities,
  outsideUnitInterval,
  ctcNotNormalised,
  argumentsSwapped,
  softmaxOverBatch,
  softmaxForManyLabels,
  squaredErrorOfClasses,
  singleLogit,
  classAxis,
  broadcastShapes,
  classOutOfRange,
  floatClassIndices,
  oneHotIndices,
  integerBinaryTarget,
  zeroOneSigns,
  multiHotIds,
  targetOutsideUnitInterval,
  unnormalisedTarget,
  allIgnored,
  infiniteValues,
  klMean,
  logProbabilitiesAsLogits,
];

/** What the values of a call reveal, whether or not `computeLoss` accepts it. */
export function examine(loss: LossDefinition, request: LossRequest): readonly HealthFinding[] {
  const subject = {
    loss,
    inputs: request.inputs,
    options: fillDefaults(loss.params, request.options ?? {}),
    reduction: request.reduction ?? loss.reduction,
  };
  return healthChecks.flatMap(({ id, rule, severity, look }) => {
    const symptom = look(subject);
    return symptom ? [{ check: id, severity, ...symptom, rule: symptom.rule ?? rule }] : [];
  });
}
