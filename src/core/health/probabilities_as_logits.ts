import { type HealthCheck, predictionOn, type Subject } from './health.ts';
import { classAxisOf, show, sumsToOne } from './values.ts';

/** The least that cross-entropy can be on probabilities: ln(e + C − 1) − 1. */
const floor = (classes: number): number => Math.log(Math.E + classes - 1) - 1;

export const probabilitiesAsLogits: HealthCheck = {
  id: 'probabilities_as_logits',
  rule: 'softmax-before-cross-entropy',
  severity: 'error',
  summary: 'Every row of the logits sums to 1: a softmax was applied before a loss that applies one.',
  look: (subject: Subject) => {
    if (subject.loss.group !== 'classification' || subject.options.from_logits === false) return undefined;
    const given = predictionOn(subject, 'logits');
    if (!given) return undefined;
    const axis = classAxisOf(given.tensor, 'library' in subject.loss);
    if (!sumsToOne(given.tensor, axis)) return undefined;
    const classes = given.tensor.shape[axis] ?? 1;
    return {
      input: given.spec.name,
      message: `Every row of ${given.spec.name} lies between 0 and 1 and sums to 1: these are probabilities, and the loss applies softmax again. With ${classes} classes it cannot go below ${show(floor(classes))}.`,
      cure: 'Pass the logits: remove the softmax, or take nll_loss of the logarithm.',
    };
  },
};
