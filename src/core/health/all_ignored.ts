import { type HealthCheck, type Subject, targetOf } from './health.ts';
import { every } from './values.ts';

export const allIgnored: HealthCheck = {
  id: 'all_ignored',
  rule: null,
  severity: 'warning',
  summary: 'Every target is ignored (or the batch is empty): the mean is 0/0.',
  look: (subject: Subject) => {
    const given = targetOf(subject);
    const ignored =
      subject.options.ignore_index ??
      (subject.loss.params.some((p) => p.name === 'ignore_index') ? -100 : undefined);
    if (!given || subject.reduction !== 'mean') return undefined;
    const empty = given.tensor.data.length === 0;
    if (!empty && (ignored === undefined || !every(given.tensor, (y) => y === ignored))) return undefined;
    return {
      input: given.spec.name,
      message: empty
        ? 'The batch is empty: the mean over nothing is NaN, and one such step makes every weight NaN.'
        : `Every target is ${ignored}, which is ignored: the mean over nothing is NaN, and one such step makes every weight NaN.`,
      cure: 'Skip such batches, or use reduction="sum" and divide by max(1, count).',
    };
  },
};
