import { indices, type Lesson, matrix, setting } from '../lesson.ts';

export const oneConfidentMistake: Lesson = {
  id: 'one-confident-mistake',
  title: 'One confident mistake',
  text: [
    'Four pictures, three classes. Each row holds the scores of a model; the dot marks what is true. Sample 2 is a bird, and the model is sure that it is a cat: it gives the truth 4 %.',
    'Cross-entropy is −log of the probability of the truth, so that one row makes 70 % of the loss.',
  ],
  tries: [
    'Drag the bar of bird in sample 2 upwards and watch everything follow.',
    'Read how the number comes about, step by step.',
    'Open another lesson with Learn, or paste tensors of your own into the table.',
  ],
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
