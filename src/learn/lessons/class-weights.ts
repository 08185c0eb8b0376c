import { indices, type Lesson, matrix, setting, vector } from '../lesson.ts';

const inputs = {
  input: matrix([
    [2, 0, 0, 0],
    [2.5, 1, 0, 0],
    [1.5, 0.5, 0, 0],
    [3, 0, 0, 0],
  ]),
  target: indices([0, 0, 2, 0]),
};

export const classWeights: Lesson = {
  id: 'class-weights',
  title: 'Class weights and imbalance',
  text: [
    'Weights by inverse frequency make a rare class count: here 0.1, 0.3, 1 and 0.5. The third sample, the rare one, now dominates.',
    'The weighted mean divides by the sum of the weights of the targets, 1.3, not by 4. On one-hot float targets it would divide by 4.',
  ],
  tries: [
    'Choose one-hot targets and see the weighted loss change: PyTorch divides by N there.',
    'Change a weight in the parameters.',
  ],
  rules: ['class-weights-unused', 'list-as-class-weight'],
  losses: ['cross_entropy', 'nll_loss'],
  value: 1.6741,
  otherValue: 0.7257,
  setting: setting('cross_entropy', inputs, { options: { weight: vector([0.1, 0.3, 1, 0.5]) } }),
  compare: setting('cross_entropy', inputs),
  view: { row: 2, column: 2 },
};
