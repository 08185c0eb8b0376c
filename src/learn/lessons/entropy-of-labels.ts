import { type Lesson, matrix, setting } from '../lesson.ts';

export const entropyOfLabels: Lesson = {
  id: 'entropy-of-labels',
  title: 'Entropy, cross-entropy and KL of label distributions',
  text: [
    'Labels: 40 % cats, 10 % dogs, 25 % horses, 25 % sheep. Their entropy is 1.29 nats: what cannot be known without looking.',
    'A model that says 30, 15, 25 and 30 % has a cross-entropy of 1.32. The difference, 0.03, is KL(P‖Q).',
  ],
  tries: [
    'Make the prediction equal to the target: KL is 0, the cross-entropy is the entropy.',
    'Choose a uniform target: entropy is greatest, ln 4 = 1.386.',
  ],
  rules: [],
  losses: ['entropy', 'distribution_cross_entropy', 'kl_div', 'distribution_kl_div'],
  value: 1.3189,
  setting: setting('distribution_cross_entropy', {
    input: matrix([[0.3, 0.15, 0.25, 0.3]]),
    target: matrix([[0.4, 0.1, 0.25, 0.25]]),
  }),
  classNames: ['cat', 'dog', 'horse', 'sheep'],
  view: { 'open.information': true },
};
