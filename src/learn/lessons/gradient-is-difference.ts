import { indices, type Lesson, matrix, setting } from '../lesson.ts';

export const gradientIsDifference: Lesson = {
  id: 'gradient-is-difference',
  title: 'The gradient is ŷ − y',
  text: [
    'Of all the logarithms nothing is left in the gradient of softmax cross-entropy: prediction minus target, divided by the number of samples.',
    'It sums to 0 in every row, and it never vanishes while the model is wrong.',
  ],
  tries: [
    'Make a sample very wrong: its gradient approaches 1.',
    'Take one step and see each bar move against its gradient.',
  ],
  rules: ['argmax-into-loss'],
  losses: ['cross_entropy'],
  value: 1.2285,
  setting: setting('cross_entropy', {
    input: matrix([
      [2, 1, 0.1],
      [0, 0, 0],
      [-1, 2, 0],
    ]),
    target: indices([0, 1, 2]),
  }),
  view: { row: 2, column: 1, 'open.training': true },
};
