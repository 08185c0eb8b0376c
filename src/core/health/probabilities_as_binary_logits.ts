import { type HealthCheck, predictionOn, type Subject } from './health.ts';
import { every, isBit, isUnit } from './values.ts';

export const probabilitiesAsBinaryLogits: HealthCheck = {
  id: 'probabilities_as_binary_logits',
  rule: 'sigmoid-before-bce-with-logits',
  severity: 'warning',
  summary: 'All logits lie between 0 and 1: a sigmoid was probably applied before a loss that applies one.',
  look: (subject: Subject) => {
    const binary = subject.loss.group === 'binary' || subject.loss.id === 'multilabel_soft_margin_loss';
    if (!binary || subject.options.from_logits === false) return undefined;
    const given = predictionOn(subject, 'logits');
    // A few small logits may all be in [0, 1] by chance; four hardly are.
    if (!given || given.tensor.data.length < 4) return undefined;
    if (!every(given.tensor, isUnit) || every(given.tensor, isBit)) return undefined;
    return {
      input: given.spec.name,
      message: `All ${given.tensor.data.length} values of ${given.spec.name} lie between 0 and 1. If they are probabilities, the sigmoid inside maps them to 0.5 … 0.7311 and the loss stays above 0.3133 on positives and 0.6931 on negatives.`,
      cure: 'Pass the logits: remove the sigmoid, or use binary_cross_entropy.',
    };
  },
};
