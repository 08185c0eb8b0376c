import { type HealthCheck, type Subject, targetOf } from './health.ts';
import { every, isBit } from './values.ts';

const effect: Readonly<Record<string, string>> = {
  hinge_embedding_loss: 'pays both terms',
  soft_margin_loss: 'costs the constant ln 2 = 0.6931',
  margin_ranking_loss: 'costs the constant margin',
  cosine_embedding_loss: 'costs nothing',
  hinge_loss: 'costs the constant 1',
  'optax.perceptron_loss': 'costs nothing',
};

export const zeroOneSigns: HealthCheck = {
  id: 'zero_one_signs',
  rule: 'zero-one-hinge-target',
  severity: 'error',
  summary: 'Targets of 0 and 1 where 1 and −1 are expected.',
  look: (subject: Subject) => {
    const given = targetOf(subject);
    if (!given || given.spec.accepts.some((scale) => scale !== 'signs')) return undefined;
    if (!every(given.tensor, isBit) || every(given.tensor, (y) => y === 1)) return undefined;
    return {
      input: given.spec.name,
      message: `${given.spec.name} holds 0 and 1; this loss takes 1 and −1, and a target of 0 ${effect[subject.loss.id] ?? 'is meaningless'}.`,
      cure: 'Convert with 2 * target - 1.',
    };
  },
};
