import { indices, type Lesson, matrix, setting } from '../lesson.ts';

const target = indices([0, 0]);

export const reluOnScores: Lesson = {
  id: 'relu-on-scores',
  title: 'A ReLU after the last layer',
  text: [
    'B has the scores of a model, A what a ReLU leaves of them: sample 0 costs ten times as much, and sample 1 hides how wrong it is.',
    'No gradient comes back through a ReLU to a score that it cut off: the right class of sample 1 is never raised.',
  ],
  tries: ['Look at the gradient of the right class of sample 1: in A the ReLU stops it.'],
  rules: ['activation-before-cross-entropy'],
  losses: [],
  value: 1.5654,
  otherValue: 2.5141,
  setting: setting('cross_entropy', {
    input: matrix([
      [4, 0, 0],
      [0, 3, 0],
    ]),
    target,
  }),
  compare: setting('cross_entropy', {
    input: matrix([
      [4, -3, -2],
      [-2, 3, -1],
    ]),
    target,
  }),
  view: { row: 1 },
};
