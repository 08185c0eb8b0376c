import { sameShape } from '../shape.ts';
import { givenOf, type HealthCheck, type Subject, targetOf } from './health.ts';
import { every, isBit, sumsToOne } from './values.ts';

export const squaredErrorOfClasses: HealthCheck = {
  id: 'squared_error_of_classes',
  rule: 'mse-for-classification',
  severity: 'warning',
  summary: 'A regression loss on probabilities against one-hot targets: this is classification.',
  look: (subject: Subject) => {
    const [prediction] = givenOf(subject, 'prediction');
    const target = targetOf(subject);
    if (!prediction || !target || subject.loss.group !== 'regression') return undefined;
    if (!sameShape(prediction.tensor.shape, target.tensor.shape)) return undefined;
    const axis = prediction.tensor.shape.length - 1;
    if (axis < 0 || !sumsToOne(prediction.tensor, axis)) return undefined;
    if (!every(target.tensor, isBit) || !sumsToOne(target.tensor, axis)) return undefined;
    return {
      input: prediction.spec.name,
      message:
        'The predictions are distributions over classes and the targets are one-hot: with this loss the gradient all but vanishes where the model is confidently wrong.',
      cure: 'Use cross_entropy on the logits.',
    };
  },
};
