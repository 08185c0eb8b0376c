import { type Lesson, setting, vector } from '../lesson.ts';

export const argumentsSwapped: Lesson = {
  id: 'arguments-swapped',
  title: 'Prediction and target swapped',
  text: [
    'PyTorch takes the prediction first, Keras the target. Swapped, the labels are taken for probabilities of exactly 0 and 1: log 0 is held at −100, and every doubt of the model costs up to 100.',
    'The right way round these numbers cost 0.30. Swapped they cost 25, and the gradient is one of the labels: nothing is learned.',
  ],
  tries: [
    'Swap them with the button of the finding.',
    'Change a value of the target: the loss follows it in a straight line, 100 for every 1.',
  ],
  rules: ['loss-arguments-swapped'],
  losses: ['binary_cross_entropy'],
  value: 25,
  setting: setting('binary_cross_entropy', {
    input: vector([1, 0, 1, 0]),
    target: vector([0.9, 0.2, 0.7, 0.4]),
  }),
};
