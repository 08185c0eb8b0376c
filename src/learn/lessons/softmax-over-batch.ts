import { type Lesson, matrix, setting } from '../lesson.ts';

export const softmaxOverBatch: Lesson = {
  id: 'softmax-over-batch',
  title: 'Softmax over the batch',
  text: [
    'softmax(dim=0), and the choice PyTorch makes for a single row when dim is left out, shares 1 among the samples instead of the classes: each column adds up to 1, the rows to anything.',
    'Every sample’s probability depends on the others in its batch. The third sample gets almost nothing for any class, and its loss is large however right its scores were.',
  ],
  tries: [
    'Look at the columns: each adds up to 1.',
    'Change one sample’s value and imagine that the others had to move with it.',
  ],
  rules: ['softmax-over-batch', 'softmax-without-dim'],
  losses: ['distribution_cross_entropy'],
  value: 0.9406,
  setting: setting('distribution_cross_entropy', {
    input: matrix([
      [0.7, 0.1, 0.3],
      [0.25, 0.85, 0.6],
      [0.05, 0.05, 0.1],
    ]),
    target: matrix([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]),
  }),
  view: { row: 2, column: 2 },
};
