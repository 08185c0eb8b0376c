import { logSumExp, sigmoid } from '../numerics.ts';

/** How scores become probabilities: over the classes of a row together, or each by itself. */
export type Link = 'softmax' | 'sigmoid';

/** log(p / (1 − p)), accurate near both ends. ±∞ at 1 and 0. */
export const logit = (p: number): number => Math.log(p) - Math.log1p(-p);

/** The probability of class `k` among the logits of a row. */
export const probabilityOf = (logits: ArrayLike<number>, k: number, link: Link): number => {
  const z = logits[k] as number;
  return link === 'sigmoid' ? sigmoid(z) : Math.exp(z - logSumExp(logits));
};

/**
 * The logit that gives class `k` the probability `p` while the other logits stay: the others keep their ratios to one
 * another. With one class under softmax any logit gives 1; it is returned unchanged.
 */
export function logitForProbability(logits: ArrayLike<number>, k: number, p: number, link: Link): number {
  if (link === 'sigmoid') return logit(p);
  const others = Array.from(logits).filter((_, c) => c !== k);
  return others.length === 0 ? (logits[k] as number) : logit(p) + logSumExp(others);
}
