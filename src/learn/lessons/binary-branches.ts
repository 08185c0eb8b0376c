import { type Lesson, setting, vector } from '../lesson.ts';

export const binaryBranches: Lesson = {
  id: 'binary-branches',
  title: 'Binary cross-entropy: two branches',
  text: [
    'Where y = 1 the loss is −log p, where y = 0 it is −log(1 − p). With p = 0.75 and y = 1 that is 0.2877.',
    'The second sample has the same p and the other label: 1.3863.',
  ],
  tries: ['Select the second sample: its curve is the first one mirrored.', 'Change the target of a sample.'],
  rules: [],
  losses: ['binary_cross_entropy'],
  value: 0.837,
  setting: setting('binary_cross_entropy', { input: vector([0.75, 0.75]), target: vector([1, 0]) }),
};
