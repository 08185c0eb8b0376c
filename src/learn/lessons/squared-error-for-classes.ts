import { indices, type Lesson, matrix, setting } from '../lesson.ts';

export const squaredErrorForClasses: Lesson = {
  id: 'squared-error-for-classes',
  title: 'Why not squared error for classes',
  text: [
    'The model is sure and wrong. Cross-entropy says 6.0 and pulls with full force; squared error says 0.66 and hardly pulls: the slope of softmax is nearly 0 there.',
    'From the same start, cross-entropy has learned the class after a few steps, squared error has not moved.',
  ],
  tries: [
    'Press play: both descend from the same start.',
    'Drag the point on the curve to where the two gradients are alike.',
  ],
  rules: ['mse-for-classification'],
  losses: ['mse_loss', 'l1_loss', 'cross_entropy'],
  value: 6.0092,
  otherValue: 0.659,
  setting: setting('cross_entropy', { input: matrix([[5, -1, 0]]), target: indices([1]) }),
  compare: setting(
    'mse_loss',
    { input: matrix([[5, -1, 0]]), target: matrix([[0, 1, 0]]) },
    { activation: 'softmax' },
  ),
  view: { column: 1, 'open.training': true, measure: 'truth' },
};
