import { sameShape } from '../shape.ts';
import { givenOf, type HealthCheck, type Subject, targetOf } from './health.ts';

export const classAxis: HealthCheck = {
  id: 'class_axis',
  rule: 'class-axis-not-second',
  severity: 'error',
  summary: 'Logits (N, L, C) against targets (N, L): PyTorch has the classes on axis 1.',
  look: (subject: Subject) => {
    const [prediction] = givenOf(subject, 'prediction');
    const target = targetOf(subject);
    if (!prediction || !target || subject.loss.group !== 'classification' || 'library' in subject.loss)
      return undefined;
    const [x, y] = [prediction.tensor.shape, target.tensor.shape];
    if (x.length < 3 || !sameShape(x.slice(0, -1), y)) return undefined;
    const silent = sameShape([x[0] ?? 0, ...x.slice(2)], y);
    return {
      input: prediction.spec.name,
      message: `The target [${y}] is the prediction [${x}] without its last axis, so the classes seem to be last; PyTorch reads axis 1 as classes${silent ? ' and does so silently here, because both axes have the same length' : ''}.`,
      cure: 'Move them: input.transpose(1, 2), or flatten: input.flatten(0, 1) with target.flatten().',
    };
  },
};
