import { indices, type Lesson, matrix, setting } from '../lesson.ts';

export const whyLogits: Lesson = {
  id: 'why-logits',
  title: 'Why losses take logits',
  text: [
    'The textbook takes softmax first and the logarithm after it. With a logit of −110 the probability is too small for float32: it becomes 0, and log 0 is −∞.',
    'log softmax(z) = z − max − log Σ e^(z − max), all at once, loses nothing: the loss is 112.',
  ],
  tries: [
    'Press + 100: the softmax stays the same, the textbook formula overflows.',
    'Choose float16: it breaks much earlier.',
  ],
  rules: [
    'log-of-softmax',
    'log-plus-epsilon',
    'probabilities-into-logits-loss',
    'keras-logits-without-from-logits',
  ],
  losses: ['cross_entropy'],
  value: 112.0067,
  setting: setting('cross_entropy', { input: matrix([[2, -110, -3]]), target: indices([1]) }),
  view: { column: 1, 'open.numerics': true },
};
