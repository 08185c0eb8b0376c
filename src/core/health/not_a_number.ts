import type { HealthCheck, Subject } from './health.ts';
import { countWhere, indicesWhere } from './values.ts';

/** The first input with NaN, in the order in which a call computes them. */
export const notANumber: HealthCheck = {
  id: 'not_a_number',
  rule: null,
  severity: 'error',
  summary: 'NaN among the values: everything computed from it is NaN.',
  look: (subject: Subject) => {
    for (const { name } of subject.loss.inputs) {
      const tensor = subject.inputs[name];
      if (!tensor) continue;
      const count = countWhere(tensor, Number.isNaN);
      if (count === 0) continue;
      return {
        input: name,
        message: `${count} of ${tensor.data.length} values of ${name} ${count === 1 ? 'is' : 'are'} NaN; the loss was not where it started.`,
        cure: 'Look further back: a division by 0, a logarithm of 0, ∞ − ∞, or a learning rate that made the weights overflow.',
        at: indicesWhere(tensor, Number.isNaN),
      };
    }
    return undefined;
  },
};
