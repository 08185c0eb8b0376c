import { sameShape } from '../shape.ts';
import { givenOf, type HealthCheck, type Subject, targetOf } from './health.ts';
import { every, isBit } from './values.ts';

export const argumentsSwapped: HealthCheck = {
  id: 'arguments_swapped',
  rule: 'loss-arguments-swapped',
  severity: 'warning',
  summary: 'The prediction holds only 0 and 1 and the target does not: the arguments are probably swapped.',
  look: (subject: Subject) => {
    const [prediction] = givenOf(subject, 'prediction');
    const target = targetOf(subject);
    if (!prediction || !target || !['binary', 'classification'].includes(subject.loss.group))
      return undefined;
    const { tensor } = prediction;
    if (tensor.data.length < 4 || !sameShape(tensor.shape, target.tensor.shape)) return undefined;
    if (!every(tensor, isBit) || every(target.tensor, isBit)) return undefined;
    return {
      input: prediction.spec.name,
      message: `${prediction.spec.name} holds only 0 and 1 while ${target.spec.name} does not: labels seem to stand where the prediction belongs.`,
      cure: 'PyTorch and optax take the prediction first, Keras takes (y_true, y_pred).',
    };
  },
};
