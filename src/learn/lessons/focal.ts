import { type Lesson, setting, vector } from '../lesson.ts';

const inputs = { inputs: vector([2.2, 0.4, -1.5]), targets: vector([1, 1, 1]) };

export const focal: Lesson = {
  id: 'focal',
  title: 'Focal loss: easy examples count less',
  text: [
    'Focal loss multiplies cross-entropy by (1 − p)^γ. With γ = 2 a sample at p = 0.9 counts a hundredth, a wrong one nearly in full.',
    'With γ = 0 it is cross-entropy again.',
  ],
  tries: [
    'Change γ in the parameters of A and watch the curve flatten.',
    'Compare the shares of the samples.',
  ],
  rules: ['focal-pt-from-weighted-loss', 'focal-pt-from-mean-loss'],
  losses: ['sigmoid_focal_loss', 'softmax_focal_loss'],
  value: 0.407,
  otherValue: 0.7732,
  setting: setting('sigmoid_focal_loss', inputs, {
    library: 'torchvision',
    options: { alpha: -1, gamma: 2 },
  }),
  compare: setting('sigmoid_focal_loss', inputs, {
    library: 'torchvision',
    options: { alpha: -1, gamma: 0 },
  }),
  view: { row: 0 },
};
