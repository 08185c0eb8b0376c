import { indices, type Lesson, matrix, setting } from '../lesson.ts';

const inputs = {
  input: matrix([
    [5, 0, -1],
    [0.2, 1.5, 0.1],
    [1, 0.5, 1.2],
  ]),
  target: indices([0, 1, 2]),
};

export const softmaxTwice: Lesson = {
  id: 'softmax-twice',
  title: 'Softmax twice',
  text: [
    'CrossEntropyLoss applies softmax itself. A model that ends in softmax applies it twice: the loss cannot go below ln(e + C − 1) − 1, which is 0.5514 for three classes.',
    'Sample 0 is right and 99 % sure: its loss should be 0.01 and reads 0.56. The gradient, and with it the learning, is far smaller.',
  ],
  tries: [
    'Drag the true class to the top: the loss stops at its floor.',
    'Press play and see B, without the softmax, learn faster.',
    'Remove the softmax with the button.',
  ],
  rules: [
    'softmax-before-cross-entropy',
    'sigmoid-before-cross-entropy',
    'keras-activation-with-from-logits',
    'probabilities-into-logits-loss',
  ],
  losses: ['cross_entropy'],
  value: 0.7875,
  otherValue: 0.4223,
  setting: setting('cross_entropy', inputs, { activation: 'softmax' }),
  compare: setting('cross_entropy', inputs),
  classNames: ['cat', 'dog', 'bird'],
  view: { 'open.training': true, measure: 'truth' },
};
