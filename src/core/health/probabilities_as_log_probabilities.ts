import { type HealthCheck, predictionOn, type Subject } from './health.ts';
import { classAxisOf, sumsToOne } from './values.ts';

export const probabilitiesAsLogProbabilities: HealthCheck = {
  id: 'probabilities_as_log_probabilities',
  rule: 'probabilities-into-nll-loss',
  severity: 'error',
  summary: 'Rows that sum to 1 where log-probabilities are expected: the logarithm is missing.',
  look: (subject: Subject) => {
    const given = predictionOn(subject, 'log-probabilities');
    if (!given || subject.loss.group === 'sequence') return undefined;
    const last = subject.loss.group === 'distribution';
    if (!sumsToOne(given.tensor, classAxisOf(given.tensor, last))) return undefined;
    return {
      ...(last ? { rule: 'probabilities-into-kl-div' } : {}),
      input: given.spec.name,
      message: `Every row of ${given.spec.name} lies between 0 and 1 and sums to 1: these are probabilities. Without the logarithm the loss is −p, negative and bounded, and hardly teaches.`,
      cure: 'Use log_softmax instead of softmax.',
    };
  },
};
