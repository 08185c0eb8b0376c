import { at } from '../create.ts';
import { sameShape } from '../shape.ts';
import { givenOf, type HealthCheck, type Subject, targetOf } from './health.ts';
import { classAxisOf, every, isUnit, show, sumsToOne } from './values.ts';

export const unnormalisedTarget: HealthCheck = {
  id: 'unnormalised_target',
  rule: null,
  severity: 'warning',
  summary: 'Target rows that do not sum to 1: the loss is silently scaled.',
  look: (subject: Subject) => {
    const [prediction] = givenOf(subject, 'prediction');
    const target = targetOf(subject);
    if (!prediction || !target || subject.options.log_target === true) return undefined;
    if (!target.spec.accepts.includes('distribution')) return undefined;
    if (!sameShape(prediction.tensor.shape, target.tensor.shape) || target.tensor.data.length === 0)
      return undefined;
    const axis = classAxisOf(
      target.tensor,
      subject.loss.group === 'distribution' || 'library' in subject.loss,
    );
    if ((target.tensor.shape[axis] ?? 0) < 2 || sumsToOne(target.tensor, axis)) return undefined;
    const bits = every(target.tensor, (x) => x === 0 || x === 1);
    const sum = firstRowSum(
      target.tensor.data,
      target.tensor.shape[axis] ?? 1,
      axis === target.tensor.shape.length - 1,
    );
    return {
      input: target.spec.name,
      message: bits
        ? `Rows of ${target.spec.name} have several 1s or none: this is a multi-hot target, and softmax forces one winner.`
        : `Rows of ${target.spec.name} do not sum to 1${sum === undefined ? '' : ` (the first sums to ${show(sum)})`}${every(target.tensor, isUnit) ? '' : ' or leave [0, 1]'}; nothing checks this, the loss only grows or shrinks with it.`,
      cure: bits
        ? 'Use binary_cross_entropy_with_logits for several labels a row.'
        : 'Divide each row by its sum.',
    };
  },
};

function firstRowSum(
  data: Parameters<typeof at>[0],
  classes: number,
  contiguous: boolean,
): number | undefined {
  if (!contiguous) return undefined;
  let sum = 0;
  for (let c = 0; c < classes; c++) sum += at(data, c);
  return sum;
}
