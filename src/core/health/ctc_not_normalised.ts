import { type HealthCheck, predictionOn, type Subject } from './health.ts';
import { expSumsToOne } from './values.ts';

export const ctcNotNormalised: HealthCheck = {
  id: 'ctc_not_normalised',
  rule: 'log-probabilities-expected-by-ctc',
  severity: 'error',
  summary: 'CTC on rows that are no log-probabilities: the loss may be negative.',
  look: (subject: Subject) => {
    const given = predictionOn(subject, 'log-probabilities');
    if (!given || subject.loss.group !== 'sequence') return undefined;
    if (expSumsToOne(given.tensor, given.tensor.shape.length - 1)) return undefined;
    return {
      input: given.spec.name,
      message: `The exponentials of each row of ${given.spec.name} do not sum to 1: it holds logits or probabilities, not log-probabilities.`,
      cure: 'Apply log_softmax over the last axis first.',
    };
  },
};
