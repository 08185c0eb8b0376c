import { type Lesson, matrix, setting } from '../lesson.ts';

export const binaryOverClasses: Lesson = {
  id: 'binary-over-classes',
  title: 'Binary cross-entropy over several classes',
  text: [
    'The same probabilities that softmax gives [3.05, 3.13, 3.48], judged class by class: 0.5125.',
    'Every class counts, not only the true one: −log of 0.424 for the third, −log of 1 − p for the others, averaged.',
  ],
  tries: ['Compare with categorical cross-entropy on the same logits: 0.8566.'],
  rules: ['keras-activation-loss-mismatch'],
  losses: ['binary_cross_entropy'],
  value: 0.5125,
  setting: setting('binary_cross_entropy', {
    input: matrix([[0.277, 0.299, 0.424]]),
    target: matrix([[0, 0, 1]]),
  }),
  view: { column: 2 },
};
