import { indices, type Lesson, matrix, setting } from '../lesson.ts';

const inputs = { input: matrix([[0, 0, 5, -1]]), target: indices([2]) };

export const labelSmoothing: Lesson = {
  id: 'label-smoothing',
  title: 'Label smoothing',
  text: [
    'With ε = 0.1 and four classes the target becomes 0.025, 0.025, 0.925, 0.025. Being right with certainty now costs something.',
    'The curve turns upwards again: the best logit is finite, and the model stays less confident.',
  ],
  tries: ['Drag the point to where the smoothed curve is lowest.', 'Change ε in the parameters of B.'],
  rules: ['focal-pt-from-weighted-loss'],
  losses: ['cross_entropy'],
  value: 0.0158,
  otherValue: 0.4158,
  setting: setting('cross_entropy', inputs),
  compare: setting('cross_entropy', inputs, { options: { label_smoothing: 0.1 } }),
  view: { column: 2 },
};
