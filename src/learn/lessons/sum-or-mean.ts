import { indices, type Lesson, matrix, setting } from '../lesson.ts';

const inputs = {
  input: matrix([
    [2, 0.5, -1],
    [0.3, 1.1, 0.2],
    [-0.5, 0.4, 1.6],
    [0.9, 0.8, 0.1],
  ]),
  target: indices([0, 1, 2, 1]),
} as const;

export const sumOrMean: Lesson = {
  id: 'sum-or-mean',
  title: 'Sum, mean, or neither',
  text: [
    'The reduction makes one number of the losses of a batch. The old size_average=False is a sum, reduce=False keeps one loss a sample, and such a tensor has no backward() of its own. Weights of single samples belong there.',
    'A sums, B averages. The loss and every gradient of A are four times those of B, one for each sample: with the same learning rate the steps are four times as long, and grow with the batch.',
  ],
  tries: ['Add a sample: A grows, B stays where it is.', 'Take a step in both and compare p(true).'],
  rules: ['deprecated-loss-reduction', 'unreduced-backward', 'weights-after-mean-loss'],
  losses: ['cross_entropy', 'mse_loss', 'nll_loss'],
  value: 2.1691,
  otherValue: 0.5423,
  setting: setting('cross_entropy', inputs, { reduction: 'sum' }),
  compare: setting('cross_entropy', inputs),
  view: { 'open.training': true, measure: 'truth' },
};
