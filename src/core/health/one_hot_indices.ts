import { isFloating } from '../dtype.ts';
import { sameShape } from '../shape.ts';
import { givenOf, type HealthCheck, type Subject, targetOf } from './health.ts';
import { every, isBit } from './values.ts';

export const oneHotIndices: HealthCheck = {
  id: 'one_hot_indices',
  rule: 'one-hot-class-indices',
  severity: 'error',
  summary: 'One-hot rows as integers where class ids are expected.',
  look: (subject: Subject) => {
    const [prediction] = givenOf(subject, 'prediction');
    const target = targetOf(subject);
    if (!prediction || !target || subject.loss.group !== 'classification') return undefined;
    const { tensor } = target;
    if (
      isFloating(tensor.dtype) ||
      tensor.shape.length < 2 ||
      !sameShape(prediction.tensor.shape, tensor.shape)
    )
      return undefined;
    if (!every(tensor, isBit)) return undefined;
    return {
      input: target.spec.name,
      message: `${target.spec.name} has the shape of the logits and holds 0 and 1 as ${tensor.dtype}: one-hot rows, where integers are read as class ids.`,
      cure: 'Pass ids with target.argmax(dim=1), or probabilities with target.float().',
    };
  },
};
