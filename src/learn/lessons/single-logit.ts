import { indices, type Lesson, matrix, setting } from '../lesson.ts';

export const singleLogit: Lesson = {
  id: 'single-logit',
  title: 'One output under softmax',
  text: [
    'A softmax over one class is always 1, so cross-entropy is always 0 and so is its gradient. Nothing is learned, nothing is reported.',
    'One output per sample belongs to sigmoid and binary cross-entropy.',
  ],
  tries: ['Change the outputs: the loss stays 0.'],
  rules: ['single-logit-cross-entropy'],
  losses: ['cross_entropy'],
  value: 0,
  setting: setting('cross_entropy', { input: matrix([[2.3], [-1.2], [0.4]]), target: indices([0, 0, 0]) }),
};
