import { type Lesson, setting, vector } from '../lesson.ts';

const inputs = {
  input: vector([1.5, -0.5, -4, 0.2]),
  target: vector([1, 0, 1, 0]),
};

export const mnistLoss: Lesson = {
  id: 'mnist-loss',
  title: 'A first loss of one’s own against cross-entropy',
  text: [
    'torch.where(targets == 1, 1 − p, p).mean() after a sigmoid is the mean distance |p − y|: a fine loss to think with.',
    'Its gradient carries the factor σ(1 − σ), which is nearly 0 for a confident mistake. That of cross-entropy does not: σ − y.',
  ],
  tries: [
    'Press play and compare p(true) of A and B.',
    'Select sample 2, the confident mistake, and look at both gradients.',
  ],
  rules: ['mse-for-classification'],
  losses: ['l1_loss', 'binary_cross_entropy_with_logits'],
  value: 1.3729,
  otherValue: 0.523,
  setting: setting('binary_cross_entropy_with_logits', inputs),
  compare: setting('l1_loss', inputs, { activation: 'sigmoid' }),
  view: { row: 2, 'open.training': true, measure: 'truth' },
};
