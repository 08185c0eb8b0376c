import type { Rule } from '../rule.ts';
import { activationBeforeCrossEntropy } from './activation-before-cross-entropy.ts';
import { argmaxIntoLoss } from './argmax-into-loss.ts';
import { broadcastLossShapes } from './broadcast-loss-shapes.ts';
import { classAxisNotSecond } from './class-axis-not-second.ts';
import { classWeightsUnused } from './class-weights-unused.ts';
import { crossEntropyByHand } from './cross-entropy-by-hand.ts';
import { deprecatedLossReduction } from './deprecated-loss-reduction.ts';
import { floatClassIndices } from './float-class-indices.ts';
import { focalPtFromMeanLoss } from './focal-pt-from-mean-loss.ts';
import { focalPtFromWeightedLoss } from './focal-pt-from-weighted-loss.ts';
import { indexingRowsNotClasses } from './indexing-rows-not-classes.ts';
import { integerBceTarget } from './integer-bce-target.ts';
import { kerasActivationLossMismatch } from './keras-activation-loss-mismatch.ts';
import { kerasActivationWithFromLogits } from './keras-activation-with-from-logits.ts';
import { kerasLogitsWithoutFromLogits } from './keras-logits-without-from-logits.ts';
import { klDivMeanReduction } from './kl-div-mean-reduction.ts';
import { listAsClassWeight } from './list-as-class-weight.ts';
import { logOfSigmoid } from './log-of-sigmoid.ts';
import { logOfSoftmax } from './log-of-softmax.ts';
import { logPlusEpsilon } from './log-plus-epsilon.ts';
import { logProbabilitiesExpectedByCtc } from './log-probabilities-expected-by-ctc.ts';
import { logSoftmaxBeforeCrossEntropy } from './log-softmax-before-cross-entropy.ts';
import { logitsIntoBceLoss } from './logits-into-bce-loss.ts';
import { logitsIntoKlDiv } from './logits-into-kl-div.ts';
import { logitsIntoNllLoss } from './logits-into-nll-loss.ts';
import { lossArgumentsSwapped } from './loss-arguments-swapped.ts';
import { lossCalledAsConstructor } from './loss-called-as-constructor.ts';
import { lossHistoryKeepsGraph } from './loss-history-keeps-graph.ts';
import { mseForClassification } from './mse-for-classification.ts';
import { multiHotMultilabelMargin } from './multi-hot-multilabel-margin.ts';
import { oneHotClassIndices } from './one-hot-class-indices.ts';
import { probabilitiesIntoKlDiv } from './probabilities-into-kl-div.ts';
import { probabilitiesIntoLogitsLoss } from './probabilities-into-logits-loss.ts';
import { probabilitiesIntoNllLoss } from './probabilities-into-nll-loss.ts';
import { sigmoidBeforeBceWithLogits } from './sigmoid-before-bce-with-logits.ts';
import { sigmoidBeforeCrossEntropy } from './sigmoid-before-cross-entropy.ts';
import { sigmoidThenBceLoss } from './sigmoid-then-bce-loss.ts';
import { singleLogitCrossEntropy } from './single-logit-cross-entropy.ts';
import { softmaxBeforeCrossEntropy } from './softmax-before-cross-entropy.ts';
import { softmaxForMultiLabel } from './softmax-for-multi-label.ts';
import { softmaxOverBatch } from './softmax-over-batch.ts';
import { softmaxThenLogNll } from './softmax-then-log-nll.ts';
import { softmaxWithoutDim } from './softmax-without-dim.ts';
import { unreducedBackward } from './unreduced-backward.ts';
import { weightsAfterMeanLoss } from './weights-after-mean-loss.ts';
import { zeroOneHingeTarget } from './zero-one-hinge-target.ts';

/** Every rule, in the order of the catalogue. */
export const rules: readonly Rule[] = [
  softmaxBeforeCrossEntropy,
  sigmoidBeforeCrossEntropy,
  activationBeforeCrossEntropy,
  logSoftmaxBeforeCrossEntropy,
  sigmoidBeforeBceWithLogits,
  probabilitiesIntoNllLoss,
  logitsIntoNllLoss,
  logitsIntoBceLoss,
  probabilitiesIntoKlDiv,
  logitsIntoKlDiv,
  probabilitiesIntoLogitsLoss,
  kerasActivationWithFromLogits,
  kerasLogitsWithoutFromLogits,
  kerasActivationLossMismatch,
  logProbabilitiesExpectedByCtc,
  logOfSoftmax,
  logOfSigmoid,
  logPlusEpsilon,
  sigmoidThenBceLoss,
  softmaxThenLogNll,
  crossEntropyByHand,
  mseForClassification,
  softmaxForMultiLabel,
  singleLogitCrossEntropy,
  argmaxIntoLoss,
  focalPtFromMeanLoss,
  focalPtFromWeightedLoss,
  floatClassIndices,
  integerBceTarget,
  oneHotClassIndices,
  broadcastLossShapes,
  classAxisNotSecond,
  lossArgumentsSwapped,
  zeroOneHingeTarget,
  multiHotMultilabelMargin,
  klDivMeanReduction,
  softmaxWithoutDim,
  softmaxOverBatch,
  deprecatedLossReduction,
  lossCalledAsConstructor,
  listAsClassWeight,
  unreducedBackward,
  weightsAfterMeanLoss,
  classWeightsUnused,
  lossHistoryKeepsGraph,
  indexingRowsNotClasses,
];

export const ruleById = (id: string): Rule | undefined => rules.find((rule) => rule.id === id);
