import { logSumExp } from '../numerics.ts';

/**
 * The least cross-entropy that can come out when probabilities are given as if they were logits, however sure the model
 * is: the logits (1, 0, …, 0) give ln(e + C − 1) − 1. With C = 2 it is also the floor of a positive under a sigmoid
 * applied twice, softplus(−1) = 0.3133.
 * @returns nats per sample
 */
export function floorOfProbabilitiesAsLogits(classes: number): number {
  const surest = Float64Array.from({ length: classes }, (_, c) => (c === 0 ? 1 : 0));
  return logSumExp(surest) - 1;
}
