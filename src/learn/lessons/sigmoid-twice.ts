import { type Lesson, setting, vector } from '../lesson.ts';

const inputs = { input: vector([5, 4, -5, -4]), target: vector([1, 1, 0, 0]) };

export const sigmoidTwice: Lesson = {
  id: 'sigmoid-twice',
  title: 'Sigmoid twice',
  text: [
    'BCEWithLogitsLoss applies sigmoid itself. After a sigmoid in the model a positive costs at least 0.3133 and a negative at least 0.6931, however sure the model is.',
    'All four predictions are right and sure. B, without the extra sigmoid, is near 0.',
  ],
  tries: ['Make the model surer: A does not move.', 'Remove the sigmoid with the button.'],
  rules: ['sigmoid-before-bce-with-logits'],
  losses: ['binary_cross_entropy_with_logits', 'sigmoid_focal_loss'],
  value: 0.508,
  otherValue: 0.0124,
  setting: setting('binary_cross_entropy_with_logits', inputs, { activation: 'sigmoid' }),
  compare: setting('binary_cross_entropy_with_logits', inputs),
};
