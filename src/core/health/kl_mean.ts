import { givenOf, type HealthCheck, type Subject } from './health.ts';

export const klMean: HealthCheck = {
  id: 'kl_mean',
  rule: 'kl-div-mean-reduction',
  severity: 'warning',
  summary: "kl_div with reduction='mean' divides by the number of classes too.",
  look: (subject: Subject) => {
    const [prediction] = givenOf(subject, 'prediction');
    if (!prediction || subject.loss.id !== 'kl_div' || subject.reduction !== 'mean') return undefined;
    const { shape, data } = prediction.tensor;
    const batch = shape[0] ?? 1;
    if (shape.length < 2 || data.length === batch) return undefined;
    return {
      input: prediction.spec.name,
      message: `The mean divides by ${data.length} elements instead of ${batch} samples: the result is ${data.length / batch} times too small to be the divergence.`,
      cure: "Use reduction='batchmean'.",
    };
  },
};
