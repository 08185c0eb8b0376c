import { type Lesson, setting, vector } from '../lesson.ts';

const inputs = { input: vector([1.5, -0.5, 0.8, -1.2]), target: vector([1, 0, 1, 0]) };

export const oneSampleOfFourClasses: Lesson = {
  id: 'one-sample-of-four-classes',
  title: 'Four samples, or one of four classes',
  text: [
    'Float labels given to cross_entropy are not class indices but shares of the classes. Four outputs and four float labels are read as one sample of four classes, whose labels add up to 2: no error, another loss.',
    'B is what was meant: a yes or no for each of the four.',
  ],
  tries: [
    'Change one output: in A the others compete with it, in B they do not.',
    'Read the steps of A: there is one softmax over all four.',
  ],
  rules: ['float-class-indices'],
  losses: ['cross_entropy', 'binary_cross_entropy_with_logits'],
  value: 1.7602,
  otherValue: 0.3275,
  setting: setting('cross_entropy', inputs),
  compare: setting('binary_cross_entropy_with_logits', inputs),
};
