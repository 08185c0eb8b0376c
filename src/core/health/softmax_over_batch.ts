import { type HealthCheck, predictionOn, type Subject } from './health.ts';
import { classAxisOf, sumsToOne } from './values.ts';

export const softmaxOverBatch: HealthCheck = {
  id: 'softmax_over_batch',
  rule: 'softmax-over-batch',
  severity: 'warning',
  summary: 'Columns sum to 1 and rows do not: the softmax went over the batch.',
  look: (subject: Subject) => {
    const given = predictionOn(subject, 'probabilities', 'logits');
    if (given?.tensor.shape.length !== 2 || (given.tensor.shape[0] ?? 0) < 2) return undefined;
    if (!['classification', 'distribution', 'binary'].includes(subject.loss.group)) return undefined;
    if (!sumsToOne(given.tensor, 0) || sumsToOne(given.tensor, classAxisOf(given.tensor, true)))
      return undefined;
    return {
      input: given.spec.name,
      message: `Each column of ${given.spec.name} sums to 1, the rows do not: the softmax normalised over the samples instead of the classes.`,
      cure: 'Use softmax(dim=1); better, pass logits to cross_entropy.',
    };
  },
};
