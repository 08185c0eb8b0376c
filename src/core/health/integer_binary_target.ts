import { isFloating } from '../dtype.ts';
import { type HealthCheck, type Subject, targetOf } from './health.ts';

export const integerBinaryTarget: HealthCheck = {
  id: 'integer_binary_target',
  rule: 'integer-bce-target',
  severity: 'error',
  summary: 'Integer targets in a binary cross-entropy, which takes floats.',
  look: (subject: Subject) => {
    const given = targetOf(subject);
    if (!given || subject.loss.group !== 'binary' || isFloating(given.tensor.dtype)) return undefined;
    return {
      input: given.spec.name,
      message: `${given.spec.name} is ${given.tensor.dtype}; this loss computes with probabilities and takes floats.`,
      cure: 'Convert with target.float().',
    };
  },
};
