import { givenOf, type HealthCheck, type Subject } from './health.ts';
import { classAxisOf } from './values.ts';

export const singleLogit: HealthCheck = {
  id: 'single_logit',
  rule: 'single-logit-cross-entropy',
  severity: 'error',
  summary: 'One class only: softmax of a single logit is 1 and the loss always 0.',
  look: (subject: Subject) => {
    const [prediction] = givenOf(subject, 'prediction');
    if (!prediction || subject.loss.group !== 'classification' || prediction.tensor.shape.length < 2)
      return undefined;
    const axis = classAxisOf(prediction.tensor, 'library' in subject.loss);
    if (prediction.tensor.shape[axis] !== 1) return undefined;
    return {
      input: prediction.spec.name,
      message: `${prediction.spec.name} of shape [${prediction.tensor.shape}] has one class: its softmax is 1 whatever the logit, the loss is 0 and nothing is learned.`,
      cure: 'Use binary_cross_entropy_with_logits for one output, or give the model two.',
    };
  },
};
