import { type HealthCheck, predictionOn, type Subject } from './health.ts';
import { classAxisOf, indicesWhere, show, sumsToOne } from './values.ts';

/** What comes of it, and the rule, where the loss is a divergence. */
const divergence = {
  rule: 'logits-into-kl-div',
  effect: 'the result is no divergence and may be negative',
};

export const positiveLogProbabilities: HealthCheck = {
  id: 'positive_log_probabilities',
  rule: 'logits-into-nll-loss',
  severity: 'error',
  summary: 'Positive values where log-probabilities are expected: these are raw scores.',
  look: (subject: Subject) => {
    const given = predictionOn(subject, 'log-probabilities');
    const sequence = subject.loss.group === 'sequence';
    if (!given || sequence || sumsToOne(given.tensor, classAxisOf(given.tensor, false))) return undefined;
    const at = indicesWhere(given.tensor, (x) => x > 1e-6);
    const place = at[0];
    if (place === undefined) return undefined;
    const distribution = subject.loss.group === 'distribution';
    return {
      ...(distribution ? { rule: divergence.rule } : {}),
      input: given.spec.name,
      message: `${given.spec.name} holds ${show(given.tensor.data[place] as number)}; a logarithm of a probability is never above 0, so ${distribution ? divergence.effect : 'the loss is unbounded below'}.`,
      cure: 'Apply log_softmax over the classes, or use cross_entropy on the logits.',
      at,
    };
  },
};
