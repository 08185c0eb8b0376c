import { sizeOf } from '../create.ts';
import { broadcastShape, sameShape, sizes } from '../shape.ts';
import { givenOf, type HealthCheck, type Subject, targetOf } from './health.ts';

export const broadcastShapes: HealthCheck = {
  id: 'broadcast_shapes',
  rule: 'broadcast-loss-shapes',
  severity: 'warning',
  summary: '(N, 1) against (N): every prediction is compared with every target.',
  look: (subject: Subject) => {
    const [prediction] = givenOf(subject, 'prediction');
    const target = targetOf(subject);
    const pairwise = ['regression', 'binary', 'distribution', 'margin'].includes(subject.loss.group);
    if (!prediction || !target || !pairwise || target.spec.accepts.includes('class-indices'))
      return undefined;
    const [a, b] = [prediction.tensor.shape, target.tensor.shape];
    const common = broadcastShape(a, b);
    if (sameShape(a, b) || !common || sizeOf(common) <= Math.max(sizeOf(a), sizeOf(b))) return undefined;
    return {
      input: target.spec.name,
      message: `${sizes(a)} against ${sizes(b)} becomes ${sizes(common)}: every prediction is compared with every target, and even perfect predictions cost something.`,
      cure: 'Use prediction.squeeze(-1) or target.unsqueeze(-1).',
    };
  },
};
