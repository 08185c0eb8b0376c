import type { ApiSpec, Library, LossDefinition, LossVariant } from '../loss.ts';
import { losses } from '../losses/index.ts';
import { kerasBinaryCrossentropy } from './keras_binary_crossentropy.ts';
import { kerasBinaryFocalCrossentropy } from './keras_binary_focal_crossentropy.ts';
import { kerasCategoricalCrossentropy } from './keras_categorical_crossentropy.ts';
import { kerasCategoricalFocalCrossentropy } from './keras_categorical_focal_crossentropy.ts';
import { kerasCategoricalGeneralizedCrossEntropy } from './keras_categorical_generalized_cross_entropy.ts';
import { kerasCategoricalHinge } from './keras_categorical_hinge.ts';
import { kerasCosineSimilarity } from './keras_cosine_similarity.ts';
import { kerasCtc } from './keras_ctc.ts';
import { kerasDice } from './keras_dice.ts';
import { kerasHinge } from './keras_hinge.ts';
import { kerasHuber } from './keras_huber.ts';
import { kerasKlDivergence } from './keras_kl_divergence.ts';
import { kerasLogCosh } from './keras_log_cosh.ts';
import { kerasMeanAbsoluteError } from './keras_mean_absolute_error.ts';
import { kerasMeanSquaredError } from './keras_mean_squared_error.ts';
import { kerasPoisson } from './keras_poisson.ts';
import { kerasTversky } from './keras_tversky.ts';
import { optaxCosineDistance } from './optax_cosine_distance.ts';
import { optaxCtcLoss } from './optax_ctc_loss.ts';
import { optaxKlDivergence } from './optax_kl_divergence.ts';
import { optaxL2Loss } from './optax_l2_loss.ts';
import { optaxMulticlassHingeLoss } from './optax_multiclass_hinge_loss.ts';
import { optaxPerceptronLoss } from './optax_perceptron_loss.ts';
import { optaxPolyLossCrossEntropy } from './optax_poly_loss_cross_entropy.ts';
import { optaxSoftmaxCrossEntropy } from './optax_softmax_cross_entropy.ts';
import { optaxTripletMarginLoss } from './optax_triplet_margin_loss.ts';

/** The losses of other libraries that compute differently from PyTorch's of the same name. */
export const variants: readonly LossVariant[] = [
  kerasCategoricalCrossentropy,
  kerasCategoricalFocalCrossentropy,
  kerasCategoricalGeneralizedCrossEntropy,
  kerasBinaryCrossentropy,
  kerasBinaryFocalCrossentropy,
  kerasKlDivergence,
  kerasMeanSquaredError,
  kerasMeanAbsoluteError,
  kerasHuber,
  kerasLogCosh,
  kerasPoisson,
  kerasHinge,
  kerasCategoricalHinge,
  kerasCosineSimilarity,
  kerasDice,
  kerasTversky,
  kerasCtc,
  optaxSoftmaxCrossEntropy,
  optaxPolyLossCrossEntropy,
  optaxKlDivergence,
  optaxL2Loss,
  optaxPerceptronLoss,
  optaxMulticlassHingeLoss,
  optaxCosineDistance,
  optaxTripletMarginLoss,
  optaxCtcLoss,
];

/** The variants of a loss in other libraries. */
export const variantsOf = (loss: LossDefinition): readonly LossVariant[] =>
  variants.filter((variant) => Object.hasOwn(variant.of, loss.id));

/** The libraries that have the loss, PyTorch first. */
export function librariesOf(loss: LossDefinition): readonly Library[] {
  const own = loss.apis.map((api) => api.library);
  // Without a function of its own in any library the definition is written in PyTorch's terms.
  const first: readonly Library[] = own.length === 0 ? ['torch'] : own;
  return [...new Set([...first, ...variantsOf(loss).map((variant) => variant.library)])];
}

/** The loss as `library` computes it; the loss itself where it computes the same or has no such loss. */
export const inLibrary = (loss: LossDefinition, library: Library): LossDefinition =>
  variantsOf(loss).find((variant) => variant.library === library) ?? loss;

/** Every way in which some library names a loss, with the definition that computes it. */
export function findApi(name: string): { readonly loss: LossDefinition; readonly api: ApiSpec } | undefined {
  for (const loss of [...losses, ...variants]) {
    const api = loss.apis.find((each) => each.name === name);
    if (api) return { loss, api };
  }
  return undefined;
}
