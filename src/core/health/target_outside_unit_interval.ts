import { type HealthCheck, type Subject, targetOf } from './health.ts';
import { indicesWhere, isUnit, show } from './values.ts';

export const targetOutsideUnitInterval: HealthCheck = {
  id: 'target_outside_unit_interval',
  rule: null,
  severity: 'warning',
  summary: 'Targets outside [0, 1] in a loss of probabilities: the loss may be negative and has no minimum.',
  look: (subject: Subject) => {
    const given = targetOf(subject);
    if (!given || subject.loss.group !== 'binary') return undefined;
    const at = indicesWhere(given.tensor, (x) => !isUnit(x) && !Number.isNaN(x));
    const place = at[0];
    if (place === undefined) return undefined;
    const value = given.tensor.data[place] as number;
    return {
      input: given.spec.name,
      message: `${given.spec.name} holds ${show(value)}. Targets of this loss are probabilities; beyond [0, 1] the loss can be negative and rewards ever larger logits.`,
      cure:
        value === -1
          ? 'If −1 marks missing labels, mask them: weight 0, or reduction="none" and a selection.'
          : 'Bring the targets to 0 … 1; pixel values of 0 … 255 want a division by 255.',
      at,
    };
  },
};
