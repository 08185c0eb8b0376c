import { isFloating } from '../dtype.ts';
import { sameShape } from '../shape.ts';
import { givenOf, type HealthCheck, type Subject, targetOf } from './health.ts';
import { every } from './values.ts';

export const floatClassIndices: HealthCheck = {
  id: 'float_class_indices',
  rule: 'float-class-indices',
  severity: 'error',
  summary: 'Class ids as floats: refused, or read as probabilities of a single sample.',
  look: (subject: Subject) => {
    const [prediction] = givenOf(subject, 'prediction');
    const target = targetOf(subject);
    if (!prediction || !target?.spec.accepts.includes('class-indices') || subject.loss.group === 'sequence')
      return undefined;
    if (!isFloating(target.tensor.dtype) || !every(target.tensor, Number.isInteger)) return undefined;
    const same = sameShape(prediction.tensor.shape, target.tensor.shape);
    if (same && prediction.tensor.shape.length > 1) return undefined;
    return {
      input: target.spec.name,
      message: same
        ? `Logits and targets of shape [${target.tensor.shape}] are read as one sample with ${target.tensor.data.length} class probabilities, not as ${target.tensor.data.length} samples.`
        : `${target.spec.name} holds whole numbers as ${target.tensor.dtype}; class ids are int64.`,
      cure: same
        ? 'For yes-or-no outputs use binary_cross_entropy_with_logits.'
        : 'Convert with target.long().',
    };
  },
};
