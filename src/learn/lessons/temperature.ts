import { indices, type Lesson, matrix, setting } from '../lesson.ts';

const inputs = {
  input: matrix([
    [6, 1, 0],
    [5, 1, -1],
    [1, 6, 0],
  ]),
  target: indices([0, 1, 1]),
};

export const temperature: Lesson = {
  id: 'temperature',
  title: 'Softmax and temperature',
  text: [
    'Dividing the logits by a temperature above 1 makes the distribution flatter, below 1 sharper. The order of the classes stays.',
    'A model that is too sure of itself gets a lower loss at a higher temperature: that is temperature scaling.',
  ],
  tries: ['Change the temperature of A between 0.2 and 5 and look for the lowest loss.'],
  rules: [],
  losses: ['cross_entropy'],
  value: 1.3463,
  otherValue: 0.7436,
  setting: setting('cross_entropy', inputs),
  compare: setting('cross_entropy', inputs, { temperature: 3 }),
  classNames: ['red', 'green', 'blue'],
  view: { row: 1, column: 1 },
};
