import { type Lesson, setting, vector } from '../lesson.ts';

const inputs = {
  input: vector([1.8, 0.75]),
  target: vector([1, 0]),
};

export const bceOnLogits: Lesson = {
  id: 'bce-on-logits',
  title: 'BCE from probabilities equals BCE from logits',
  text: [
    'The logits 1.8 and 0.75 against 1 and 0 give 0.6449. Sigmoid first and binary cross-entropy after it give the same.',
    'They differ where it matters: far out the sigmoid is exactly 1, and the loss on probabilities stops at 100.',
  ],
  tries: [
    'Set the second logit to 40 and look at B.',
    'Open Precision and see where the textbook formula breaks.',
  ],
  rules: ['sigmoid-then-bce-loss', 'logits-into-bce-loss', 'log-of-sigmoid'],
  losses: ['binary_cross_entropy_with_logits', 'binary_cross_entropy'],
  value: 0.6449,
  otherValue: 0.6449,
  setting: setting('binary_cross_entropy_with_logits', inputs),
  compare: setting('binary_cross_entropy', inputs, { activation: 'sigmoid' }),
  view: { row: 1, 'open.numerics': true },
};
