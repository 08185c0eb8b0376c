import { givenOf, type HealthCheck } from './health.ts';
import { indicesWhere, show } from './values.ts';

export const infiniteValues: HealthCheck = {
  id: 'infinite_values',
  rule: null,
  severity: 'warning',
  summary: 'Infinities in the prediction: +∞ makes the loss NaN, −∞ on the true class makes it ∞.',
  look: (subject) => {
    for (const { spec, tensor } of givenOf(subject, 'prediction')) {
      const at = indicesWhere(tensor, (x) => Math.abs(x) === Number.POSITIVE_INFINITY);
      const first = at[0];
      if (first === undefined) continue;
      const value = show(tensor.data[first] as number).replace('Infinity', '∞');
      return {
        input: spec.name,
        message: `${spec.name} holds ${value}. A masked logit of −∞ is fine while no target points at it; +∞ is an overflow.`,
        cure: 'Mask with a large negative number instead, and check targets against the mask.',
        at,
      };
    }
    return undefined;
  },
};
