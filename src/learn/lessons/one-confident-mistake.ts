import { indices, type Lesson, matrix, setting } from '../lesson.ts';

export const oneConfidentMistake: Lesson = {
  id: 'one-confident-mistake',
  title: 'One confident mistake',
  text: [
    'Four predictions, one of them confidently wrong: sample 2 gives the true class 4 %.',
    'Cross-entropy is minus the logarithm of the probability of the truth. That one row makes 70 % of the loss.',
  ],
  tries: ['Drag the bar of bird in sample 2 upwards and watch the loss and the gradient.'],
  rules: [],
  losses: ['cross_entropy'],
  value: 1.1635,
  setting: setting('cross_entropy', {
    input: matrix([
      [3.2, 0.4, -1.1],
      [1.2, 1.9, -0.3],
      [3.4, -0.8, 0.2],
      [0.3, 0.1, 0.6],
    ]),
    target: indices([0, 1, 2, 2]),
  }),
  classNames: ['cat', 'dog', 'bird'],
  view: { row: 2, column: 2 },
};
