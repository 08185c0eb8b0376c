import { indices, type Lesson, matrix, setting } from '../lesson.ts';

export const reluOnScores: Lesson = {
  id: 'relu-on-scores',
  title: 'A ReLU after the last layer',
  text: [
    'These scores were (4, −3, −2) and (−2, 3, −1) before a ReLU. Sample 0 costs 0.0360 now instead of 0.0034, and sample 1 hides how wrong it is: 3.0949 instead of 5.0247.',
    'The loss pulls at the right class of sample 1, but no gradient comes back through a ReLU to a score that it cut off: it is never raised.',
  ],
  tries: [
    'Type −2 and −1 where sample 1 has 0: that is what the model thought, and what the loss should see.',
  ],
  rules: ['activation-before-cross-entropy'],
  losses: [],
  value: 1.5654,
  setting: setting('cross_entropy', {
    input: matrix([
      [4, 0, 0],
      [0, 3, 0],
    ]),
    target: indices([0, 0]),
  }),
  view: { row: 1 },
};
