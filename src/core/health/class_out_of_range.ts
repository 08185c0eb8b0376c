import { isFloating } from '../dtype.ts';
import { givenOf, type HealthCheck, type Subject, targetOf } from './health.ts';
import { classAxisOf, indicesWhere, show } from './values.ts';

export const classOutOfRange: HealthCheck = {
  id: 'class_out_of_range',
  rule: null,
  severity: 'error',
  summary: 'A class id that the prediction has no column for.',
  look: (subject: Subject) => {
    const [prediction] = givenOf(subject, 'prediction');
    const target = targetOf(subject);
    if (!prediction || !target || isFloating(target.tensor.dtype) || subject.loss.group !== 'classification')
      return undefined;
    if (!target.spec.accepts.includes('class-indices')) return undefined;
    const ignored = subject.options.ignore_index ?? subject.options.ignore_class ?? -100;
    const axis = classAxisOf(prediction.tensor, 'library' in subject.loss);
    const classes = prediction.tensor.shape[axis] ?? 1;
    const at = indicesWhere(target.tensor, (y) => y !== ignored && !(y >= 0 && y < classes));
    const place = at[0];
    if (place === undefined) return undefined;
    const y = target.tensor.data[place] as number;
    return {
      input: target.spec.name,
      message: `${target.spec.name} holds class ${show(y)}; the prediction has classes 0 to ${classes - 1}. PyTorch raises an error (on a GPU an assertion), optax gives NaN.`,
      cure:
        y === classes
          ? 'Labels that start at 1 need target - 1; or the last layer lacks a class.'
          : y < 0
            ? `Set ignore_index=${y} if it marks padding.`
            : 'Map the labels to 0 … C − 1.',
      at,
    };
  },
};
