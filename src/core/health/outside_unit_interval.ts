import { type HealthCheck, predictionOn, type Subject } from './health.ts';
import { indicesWhere, isUnit, show } from './values.ts';

export const outsideUnitInterval: HealthCheck = {
  id: 'outside_unit_interval',
  rule: 'logits-into-bce-loss',
  severity: 'error',
  summary: 'Predictions outside [0, 1] where probabilities are expected: these are raw scores.',
  look: (subject: Subject) => {
    if (subject.options.from_logits === true) return undefined;
    const given = predictionOn(subject, 'probabilities');
    const first = given?.spec.accepts[0];
    if (!given || first !== 'probabilities') return undefined;
    const at = indicesWhere(given.tensor, (x) => !isUnit(x) && !Number.isNaN(x));
    const place = at[0];
    if (place === undefined) return undefined;
    const value = given.tensor.data[place] as number;
    return {
      input: given.spec.name,
      message: `${given.spec.name} holds ${show(value)}, which is no probability: ${value < 0 ? 'negative' : 'above 1'}. Raw scores look like this.`,
      cure: 'Use the loss that takes logits, or apply sigmoid (softmax over classes) first.',
      at,
    };
  },
};
