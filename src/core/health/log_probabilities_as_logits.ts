import { type HealthCheck, predictionOn, type Subject } from './health.ts';
import { classAxisOf, expSumsToOne } from './values.ts';

export const logProbabilitiesAsLogits: HealthCheck = {
  id: 'log_probabilities_as_logits',
  rule: 'log-softmax-before-cross-entropy',
  severity: 'info',
  summary: 'The logits are log-probabilities already: the result is the same, the work is done twice.',
  look: (subject: Subject) => {
    if (subject.loss.group !== 'classification' || subject.options.from_logits === false) return undefined;
    const given = predictionOn(subject, 'logits');
    if (!given || !expSumsToOne(given.tensor, classAxisOf(given.tensor, 'library' in subject.loss)))
      return undefined;
    return {
      input: given.spec.name,
      message: `The exponentials of every row of ${given.spec.name} sum to 1: log_softmax was applied already. Applying it again changes nothing.`,
      cure: 'Remove it, or use nll_loss.',
    };
  },
};
