import type { Rule } from '../rule.ts';
import { klDivMeanReduction } from './kl-div-mean-reduction.ts';
import { logOfSoftmax } from './log-of-softmax.ts';
import { logSoftmaxBeforeCrossEntropy } from './log-softmax-before-cross-entropy.ts';
import { logitsIntoBceLoss } from './logits-into-bce-loss.ts';
import { logitsIntoNllLoss } from './logits-into-nll-loss.ts';
import { probabilitiesIntoNllLoss } from './probabilities-into-nll-loss.ts';
import { sigmoidBeforeBceWithLogits } from './sigmoid-before-bce-with-logits.ts';
import { sigmoidBeforeCrossEntropy } from './sigmoid-before-cross-entropy.ts';
import { sigmoidThenBceLoss } from './sigmoid-then-bce-loss.ts';
import { softmaxBeforeCrossEntropy } from './softmax-before-cross-entropy.ts';
import { softmaxWithoutDim } from './softmax-without-dim.ts';

/** Every rule, in the order of the catalogue. */
export const rules: readonly Rule[] = [
  softmaxBeforeCrossEntropy,
  sigmoidBeforeCrossEntropy,
  logSoftmaxBeforeCrossEntropy,
  sigmoidBeforeBceWithLogits,
  probabilitiesIntoNllLoss,
  logitsIntoNllLoss,
  logitsIntoBceLoss,
  logOfSoftmax,
  sigmoidThenBceLoss,
  klDivMeanReduction,
  softmaxWithoutDim,
];

export const ruleById = (id: string): Rule | undefined => rules.find((rule) => rule.id === id);
