import { indices, type Lesson, matrix, setting } from '../lesson.ts';

export const probabilitiesAsLogits: Lesson = {
  id: 'probabilities-as-logits',
  title: 'Probabilities given as logits',
  text: [
    'A text says “always pair it with softmax” and gives the probabilities 0.1, 0.8, 0.1 to CrossEntropyLoss. It prints 0.6897.',
    'The right number is −log 0.8 = 0.2231. The loss is too high, and no training can bring it below 0.5514.',
  ],
  tries: ['Take their logarithms with the button below the result: 0.2231.'],
  rules: ['softmax-before-cross-entropy'],
  losses: ['cross_entropy'],
  value: 0.6897,
  setting: setting('cross_entropy', { input: matrix([[0.1, 0.8, 0.1]]), target: indices([1]) }),
  view: { column: 1 },
};
