import { type Lesson, matrix, setting } from '../lesson.ts';

const inputs = { input: matrix([[1, 0, -1, 0.5]]), target: matrix([[0.1, 0.4, 0.3, 0.2]]) };

export const klReduction: Lesson = {
  id: 'kl-reduction',
  title: 'KLDivLoss: mean is not the mean',
  text: [
    'H(P, Q) = H(P) + KL(P‖Q). PyTorch’s default reduction divides the divergence by the number of classes too: here four times too small.',
    'B uses batchmean: the sum divided by the batch size, which is the divergence itself.',
  ],
  tries: [
    'Add classes: A shrinks, B does not.',
    'Set the activation to “nothing”: raw scores are no log-probabilities.',
  ],
  rules: ['kl-div-mean-reduction', 'probabilities-into-kl-div', 'logits-into-kl-div'],
  losses: ['kl_div'],
  value: 0.1417,
  otherValue: 0.5667,
  setting: setting('kl_div', inputs, { activation: 'log_softmax' }),
  compare: setting('kl_div', inputs, { activation: 'log_softmax', reduction: 'batchmean' }),
  view: { 'open.information': true },
};
