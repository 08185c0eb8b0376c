import type { CallSite } from '../site.ts';
import { type Activation, logNote, type Mark, type TensorValue, tensorOf } from '../value.ts';
import { withMark } from './arithmetic.ts';
import { step } from './steps.ts';

const logOf: Readonly<Partial<Record<Activation, Activation>>> = {
  softmax: 'log_softmax',
  sigmoid: 'logsigmoid',
};

/** Of probabilities, log-probabilities; of anything else, nothing is known. */
export function logarithm(tensor: TensorValue, at: CallSite): TensorValue {
  const activation = tensor.activation === null ? undefined : logOf[tensor.activation];
  if (tensor.scale !== 'probabilities') return tensorOf({ shape: tensor.shape, dtype: tensor.dtype });
  const path = step(tensor, at, logNote);
  const marks = tensor.marks.filter((mark) => mark === 'detached' || mark === 'shifted');
  return {
    ...tensor,
    scale: 'log-probabilities',
    activation: activation ?? null,
    marks: withMark(marks, 'logged'),
    path,
  };
}

/** The exponentials of similarities stay close together. */
const exponentialMarks = ({ marks }: TensorValue): readonly Mark[] => [
  'exponential',
  ...marks.filter((mark) => mark === 'bounded'),
];

const expOf: Readonly<Partial<Record<Activation, Activation>>> = {
  log_softmax: 'softmax',
  logsigmoid: 'sigmoid',
};

/** Of log-probabilities, probabilities; of scores, the first half of a softmax. */
export function exponential(tensor: TensorValue, at: CallSite): TensorValue {
  const path = step(tensor, at, 'its exponential is taken here');
  if (tensor.scale !== 'log-probabilities')
    return tensorOf({ shape: tensor.shape, marks: exponentialMarks(tensor), path });
  const activation = tensor.activation === null ? undefined : expOf[tensor.activation];
  return { ...tensor, scale: 'probabilities', activation: activation ?? null, marks: [], source: null, path };
}
