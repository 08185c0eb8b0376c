import { indices, type Lesson, matrix, setting } from '../lesson.ts';

export const rawScoresForNll: Lesson = {
  id: 'raw-scores-for-nll',
  title: 'NLL of raw scores is no likelihood',
  text: [
    'NLLLoss does not take a logarithm: it returns minus the number it finds. Raw scores 0.6, 0.5, 0.3 with class 1 give −0.5.',
    'Raising the score lowers the loss without end. Nothing warns; the loss just goes below zero.',
  ],
  tries: [
    'Apply log_softmax with the button below the result.',
    'Raise the second score and watch the loss fall.',
  ],
  rules: ['logits-into-nll-loss', 'probabilities-into-nll-loss'],
  losses: ['nll_loss'],
  value: -0.5,
  setting: setting('nll_loss', { input: matrix([[0.6, 0.5, 0.3]]), target: indices([1]) }),
  view: { column: 1 },
};
