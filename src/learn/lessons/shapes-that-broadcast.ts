import { type Lesson, matrix, setting, vector } from '../lesson.ts';

export const shapesThatBroadcast: Lesson = {
  id: 'shapes-that-broadcast',
  title: '(N, 1) against (N,)',
  text: [
    'The predictions are perfect: 1, 2 and 3 against 1, 2 and 3. Their shapes are (3, 1) and (3,), so each is compared with all three: the squared error is 1.3333.',
    'PyTorch only warns. The best such a model can learn is the mean of all targets.',
  ],
  tries: ['Give the target the shape of the prediction with the button: 0.'],
  rules: ['broadcast-loss-shapes'],
  losses: ['mse_loss', 'l1_loss', 'smooth_l1_loss', 'huber_loss'],
  value: 1.3333,
  setting: setting('mse_loss', { input: matrix([[1], [2], [3]]), target: vector([1, 2, 3]) }),
};
