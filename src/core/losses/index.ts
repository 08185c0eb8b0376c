import type { LossDefinition } from '../loss.ts';
import { binaryCrossEntropy } from './binary_cross_entropy.ts';
import { binaryCrossEntropyWithLogits } from './binary_cross_entropy_with_logits.ts';
import { cosineEmbeddingLoss } from './cosine_embedding_loss.ts';
import { crossEntropy } from './cross_entropy.ts';
import { ctcLoss } from './ctc_loss.ts';
import { diceLoss } from './dice_loss.ts';
import { distributionCrossEntropy } from './distribution_cross_entropy.ts';
import { distributionKlDiv } from './distribution_kl_div.ts';
import { entropy } from './entropy.ts';
import { gaussianNllLoss } from './gaussian_nll_loss.ts';
import { generalizedCrossEntropy } from './generalized_cross_entropy.ts';
import { hingeEmbeddingLoss } from './hinge_embedding_loss.ts';
import { hingeLoss } from './hinge_loss.ts';
import { huberLoss } from './huber_loss.ts';
import { klDiv } from './kl_div.ts';
import { l1Loss } from './l1_loss.ts';
import { logCoshLoss } from './log_cosh_loss.ts';
import { marginRankingLoss } from './margin_ranking_loss.ts';
import { mseLoss } from './mse_loss.ts';
import { multiMarginLoss } from './multi_margin_loss.ts';
import { multilabelMarginLoss } from './multilabel_margin_loss.ts';
import { multilabelSoftMarginLoss } from './multilabel_soft_margin_loss.ts';
import { nllLoss } from './nll_loss.ts';
import { perplexity } from './perplexity.ts';
import { poissonNllLoss } from './poisson_nll_loss.ts';
import { poly1CrossEntropy } from './poly1_cross_entropy.ts';
import { sigmoidFocalLoss } from './sigmoid_focal_loss.ts';
import { smoothL1Loss } from './smooth_l1_loss.ts';
import { softMarginLoss } from './soft_margin_loss.ts';
import { softmaxFocalLoss } from './softmax_focal_loss.ts';
import { tripletMarginLoss } from './triplet_margin_loss.ts';
import { tverskyLoss } from './tversky_loss.ts';

/** Every loss, in the order in which the picker shows them. */
export const losses: readonly LossDefinition[] = [
  crossEntropy,
  nllLoss,
  softmaxFocalLoss,
  poly1CrossEntropy,
  generalizedCrossEntropy,
  perplexity,
  binaryCrossEntropyWithLogits,
  binaryCrossEntropy,
  sigmoidFocalLoss,
  klDiv,
  entropy,
  distributionCrossEntropy,
  distributionKlDiv,
  mseLoss,
  l1Loss,
  smoothL1Loss,
  huberLoss,
  logCoshLoss,
  poissonNllLoss,
  gaussianNllLoss,
  hingeLoss,
  softMarginLoss,
  hingeEmbeddingLoss,
  multiMarginLoss,
  multilabelMarginLoss,
  multilabelSoftMarginLoss,
  marginRankingLoss,
  cosineEmbeddingLoss,
  tripletMarginLoss,
  ctcLoss,
  diceLoss,
  tverskyLoss,
];

/** The loss with this id, PyTorch's functional name. */
export const lossById = (id: string): LossDefinition | undefined => losses.find((loss) => loss.id === id);
