import { type Lesson, matrix, setting } from '../lesson.ts';

export const surprise: Lesson = {
  id: 'surprise',
  title: 'Cross-entropy is surprise: −log p',
  text: [
    'The target says: the third class. The prediction gives it 0.6, so the loss is −log 0.6 = 0.51.',
    'Being sure and right costs little (−log 0.99 = 0.01), being sure and wrong costs much (−log 0.01 = 4.61).',
  ],
  tries: [
    'Drag the point on the curve from 0.99 down to 0.01.',
    'Switch to bits: a fair coin costs exactly 1.',
  ],
  rules: [],
  losses: ['distribution_cross_entropy', 'nll_loss', 'cross_entropy', 'perplexity'],
  value: 0.5108,
  setting: setting('distribution_cross_entropy', {
    input: matrix([[0.1, 0.2, 0.6, 0.1]]),
    target: matrix([[0, 0, 1, 0]]),
  }),
  view: { column: 2, curve: 'probability', 'open.information': true },
};
