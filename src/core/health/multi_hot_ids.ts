import { type HealthCheck, type Subject, targetOf } from './health.ts';
import { every, isBit } from './values.ts';

export const multiHotIds: HealthCheck = {
  id: 'multi_hot_ids',
  rule: 'multi-hot-multilabel-margin',
  severity: 'error',
  summary: 'Multi-hot rows where class ids ended by −1 are expected.',
  look: (subject: Subject) => {
    const given = targetOf(subject);
    if (!given || subject.loss.id !== 'multilabel_margin_loss' || !every(given.tensor, isBit))
      return undefined;
    return {
      input: given.spec.name,
      message: `${given.spec.name} holds only 0 and 1 and no −1: multi-hot rows, which this loss reads as the ids of classes 0 and 1.`,
      cure: 'Use multilabel_soft_margin_loss, or list the ids and end each row with −1.',
    };
  },
};
