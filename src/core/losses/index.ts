import type { LossDefinition } from '../loss.ts';
import { crossEntropy } from './cross_entropy.ts';
import { mseLoss } from './mse_loss.ts';

/** Every loss, in the order in which the picker shows them. */
export const losses: readonly LossDefinition[] = [crossEntropy, mseLoss];

/** The loss with this id, PyTorch's functional name. */
export const lossById = (id: string): LossDefinition | undefined => losses.find((loss) => loss.id === id);
