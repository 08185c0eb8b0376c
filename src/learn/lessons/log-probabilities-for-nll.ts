import { indices, type Lesson, matrix, setting } from '../lesson.ts';

const inputs = { input: matrix([[0.8956, 1.1171, 1.3302]]), target: indices([1]) };

export const logProbabilitiesForNll: Lesson = {
  id: 'log-probabilities-for-nll',
  title: 'NLL of log_softmax is cross-entropy',
  text: [
    'NLLLoss takes log-probabilities and picks one. After log_softmax it is cross-entropy, to the last digit: 1.1115.',
    'Some texts print 0.8634 for these numbers; PyTorch returns 1.1115.',
  ],
  tries: ['Set the activation of A to “nothing”: NLL of raw scores is −1.1171, and no longer a likelihood.'],
  rules: ['log-softmax-before-cross-entropy', 'log-of-softmax', 'softmax-then-log-nll', 'log-plus-epsilon'],
  losses: ['nll_loss', 'cross_entropy'],
  value: 1.1115,
  otherValue: 1.1115,
  setting: setting('nll_loss', inputs, { activation: 'log_softmax' }),
  compare: setting('cross_entropy', inputs),
  view: { column: 1 },
};
