import { type Lesson, matrix, setting } from '../lesson.ts';

export const softmaxOutput: Lesson = {
  id: 'softmax-output',
  title: 'One-hot target, softmax output, −log p',
  text: [
    'Softmax turns the logits 3.05, 3.13 and 3.48 into 0.277, 0.299 and 0.424. The target is the third class.',
    'The cross-entropy is −log 0.4246 = 0.8566: only the true class is read, the others count through the sum.',
  ],
  tries: ['Follow the steps from the logits to the number.', 'Choose “smoothed” and “uniform” targets.'],
  rules: ['cross-entropy-by-hand', 'one-hot-class-indices'],
  losses: ['cross_entropy'],
  value: 0.8566,
  setting: setting('cross_entropy', {
    input: matrix([[3.05, 3.13, 3.48]]),
    target: matrix([[0, 0, 1]]),
  }),
  view: { column: 2 },
};
