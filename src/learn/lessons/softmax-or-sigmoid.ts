import { type Lesson, matrix, setting } from '../lesson.ts';

const inputs = {
  input: matrix([[2, 0.5, -1.5]]),
  target: matrix([[1, 1, 0]]),
};

export const softmaxOrSigmoid: Lesson = {
  id: 'softmax-or-sigmoid',
  title: 'One label or many: softmax or sigmoid',
  text: [
    'The picture shows a beach and a dog: two ones in the row. Sigmoid judges every label by itself, so both can be near 1.',
    'Softmax has one unit of probability to share: with two true labels it cannot get below 2 ln 2 for the row, and one winner pushes out the other.',
  ],
  tries: [
    'Take steps in both: A comes close to 0, B stops at its floor.',
    'Make all logits very low: sigmoid can say “none of them”.',
  ],
  rules: ['softmax-for-multi-label', 'keras-activation-loss-mismatch'],
  losses: ['binary_cross_entropy_with_logits', 'multilabel_soft_margin_loss'],
  value: 0.2675,
  otherValue: 1.9516,
  setting: setting('binary_cross_entropy_with_logits', inputs),
  compare: setting('cross_entropy', inputs),
  classNames: ['beach', 'dog', 'snow'],
  view: { column: 1, 'open.training': true, measure: 'loss' },
};
