import type { LossDefinition } from '../loss.ts';
import { binaryCrossEntropy } from './binary_cross_entropy.ts';
import { binaryCrossEntropyWithLogits } from './binary_cross_entropy_with_logits.ts';
import { crossEntropy } from './cross_entropy.ts';
import { distributionCrossEntropy } from './distribution_cross_entropy.ts';
import { entropy } from './entropy.ts';
import { klDiv } from './kl_div.ts';
import { l1Loss } from './l1_loss.ts';
import { mseLoss } from './mse_loss.ts';
import { nllLoss } from './nll_loss.ts';
import { sigmoidFocalLoss } from './sigmoid_focal_loss.ts';
import { softmaxFocalLoss } from './softmax_focal_loss.ts';

/** Every loss, in the order in which the picker shows them. */
export const losses: readonly LossDefinition[] = [
  crossEntropy,
  nllLoss,
  softmaxFocalLoss,
  binaryCrossEntropyWithLogits,
  binaryCrossEntropy,
  sigmoidFocalLoss,
  klDiv,
  entropy,
  distributionCrossEntropy,
  mseLoss,
  l1Loss,
];

/** The loss with this id, PyTorch's functional name. */
export const lossById = (id: string): LossDefinition | undefined => losses.find((loss) => loss.id === id);
