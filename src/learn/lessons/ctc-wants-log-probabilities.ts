import { indices, type Lesson, setting } from '../lesson.ts';

const scores = {
  data: [1.2, 0.3, -0.5, -0.4, 2.1, 0.2, 0.1, 0.4, 1.9, 1.5, -0.2, 0.6],
  shape: [4, 1, 3],
  dtype: 'float64',
} as const;

const inputs = {
  log_probs: scores,
  targets: { data: [1, 2], shape: [1, 2], dtype: 'int64' },
  input_lengths: indices([4]),
  target_lengths: indices([2]),
} as const;

export const ctcWantsLogProbabilities: Lesson = {
  id: 'ctc-wants-log-probabilities',
  title: 'CTC takes log-probabilities',
  text: [
    'CTC adds up the probabilities of every alignment of the labels with the time steps. It takes the logarithms of probabilities: raw scores are read as probabilities above 1, and the loss falls below zero.',
    'A is given the scores as they are, B applies log_softmax first. Both have gradients, so that training runs either way; only B has a floor.',
  ],
  tries: [
    'Apply log_softmax to A: both agree.',
    'Raise all scores of a time step by the same amount: A changes, B does not.',
  ],
  rules: ['log-probabilities-expected-by-ctc'],
  losses: ['ctc_loss'],
  value: -3.7778,
  otherValue: 0.3037,
  setting: setting('ctc_loss', inputs),
  compare: setting('ctc_loss', inputs, { activation: 'log_softmax' }),
};
