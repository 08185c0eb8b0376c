import { type Lesson, setting, vector } from '../lesson.ts';

export const hingeSigns: Lesson = {
  id: 'hinge-signs',
  title: 'Margins want −1 and 1',
  text: [
    'SoftMarginLoss takes labels −1 and 1. Given 0 it returns ln 2 = 0.6931 whatever the output is: half the batch teaches nothing.',
  ],
  tries: ['Use 2y − 1 with the button.'],
  rules: ['zero-one-hinge-target', 'multi-hot-multilabel-margin'],
  losses: ['soft_margin_loss', 'hinge_embedding_loss'],
  value: 0.4287,
  setting: setting('soft_margin_loss', { input: vector([2, -3, 1.5, -1]), target: vector([1, 0, 1, 0]) }),
};
