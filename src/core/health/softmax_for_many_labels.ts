import { at } from '../create.ts';
import { type HealthCheck, predictionOn, type Subject, targetOf } from './health.ts';
import { every, isBit, sumsToOne } from './values.ts';

export const softmaxForManyLabels: HealthCheck = {
  id: 'softmax_for_many_labels',
  rule: 'softmax-for-multi-label',
  severity: 'warning',
  summary: 'Rows of a binary loss that sum to 1 against targets with several 1s: softmax allows one winner.',
  look: (subject: Subject) => {
    const given = predictionOn(subject, 'probabilities');
    const target = targetOf(subject);
    if (!given || !target || subject.loss.group !== 'binary' || subject.options.from_logits === true)
      return undefined;
    const classes = given.tensor.shape.at(-1) ?? 0;
    if (classes < 3 || !sumsToOne(given.tensor, given.tensor.shape.length - 1)) return undefined;
    if (!every(target.tensor, isBit) || most(target.tensor.data, classes) < 2) return undefined;
    return {
      input: given.spec.name,
      message: `Rows of ${given.spec.name} sum to 1, yet rows of ${target.spec.name} have up to ${most(target.tensor.data, classes)} ones: softmax makes the labels compete, they cannot all be likely.`,
      cure: 'Use a sigmoid per label: binary_cross_entropy_with_logits on the logits.',
    };
  },
};

/** The largest count of ones in a row. */
function most(data: Parameters<typeof at>[0], classes: number): number {
  let best = 0;
  for (let start = 0; start + classes <= data.length; start += classes) {
    let ones = 0;
    for (let c = 0; c < classes; c++) ones += at(data, start + c);
    best = Math.max(best, ones);
  }
  return best;
}
