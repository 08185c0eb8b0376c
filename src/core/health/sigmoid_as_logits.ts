import { type HealthCheck, predictionOn, type Subject } from './health.ts';
import { classAxisOf, every, isBit, isUnit, sumsToOne } from './values.ts';

/** So many logits are not all between 0 and 1 by chance. */
const ENOUGH = 6;

export const sigmoidAsLogits: HealthCheck = {
  id: 'sigmoid_as_logits',
  rule: 'sigmoid-before-cross-entropy',
  severity: 'warning',
  summary: 'All logits of a softmax loss lie between 0 and 1: a sigmoid was probably applied before.',
  look: (subject: Subject) => {
    if (subject.loss.group !== 'classification' || subject.options.from_logits === false) return undefined;
    const given = predictionOn(subject, 'logits');
    if (!given || given.tensor.data.length < ENOUGH || !every(given.tensor, isUnit)) return undefined;
    if (every(given.tensor, isBit)) return undefined;
    if (sumsToOne(given.tensor, classAxisOf(given.tensor, 'library' in subject.loss))) return undefined;
    return {
      input: given.spec.name,
      message: `All ${given.tensor.data.length} values of ${given.spec.name} lie between 0 and 1. After a sigmoid the classes are at most 1 apart, so the loss stays near that of a guess.`,
      cure: 'Pass the logits; for several labels a row use binary_cross_entropy_with_logits.',
    };
  },
};
