import { describe, expect, it } from 'vitest';
import type { Lesson } from '../../../src/learn/lesson.ts';
import { lessons } from '../../../src/learn/lessons.ts';

interface Topic {
  readonly topic: string;
  /** The number that texts print, as far as they print it. */
  readonly printed?: number;
  readonly of: (lesson: Lesson) => boolean;
}

const loss =
  (id: string) =>
  ({ setting, compare }: Lesson): boolean =>
    setting.loss === id || compare?.loss === id;
const rule = (id: string) => (lesson: Lesson) => lesson.rules.includes(id);
const option =
  (name: string) =>
  ({ setting, compare }: Lesson): boolean =>
    setting.options[name] !== undefined || compare?.options[name] !== undefined;

/** What tutorials on cross-entropy explain, and the numbers that they print. */
const topics: readonly Topic[] = [
  { topic: 'why not squared error for classes', of: rule('mse-for-classification') },
  { topic: 'H(P, Q) of a one-hot target', printed: 0.51, of: loss('distribution_cross_entropy') },
  { topic: 'binary cross-entropy, p = 0.75', printed: 0.2877, of: loss('binary_cross_entropy') },
  { topic: 'binary cross-entropy over classes', printed: 0.5125, of: loss('binary_cross_entropy') },
  { topic: 'BCE with logits', printed: 0.6449, of: loss('binary_cross_entropy_with_logits') },
  { topic: 'categorical cross-entropy', printed: 0.8566, of: loss('cross_entropy') },
  { topic: 'NLL of raw scores is negative', printed: -0.5, of: loss('nll_loss') },
  { topic: 'NLL of log_softmax is cross-entropy', printed: 1.1115, of: loss('nll_loss') },
  { topic: 'why logits', of: rule('log-of-softmax') },
  { topic: 'KL divergence', of: loss('kl_div') },
  { topic: 'entropy of labels', printed: 1.32, of: loss('distribution_cross_entropy') },
  { topic: 'label smoothing', of: option('label_smoothing') },
  { topic: 'several labels', of: rule('softmax-for-multi-label') },
  { topic: 'class weights', of: option('weight') },
  { topic: 'focal loss', of: option('gamma') },
  { topic: 'the gradient is ŷ − y', of: (lesson) => lesson.id === 'gradient-is-difference' },
  { topic: 'a loss written by hand', of: loss('l1_loss') },
  { topic: 'probabilities given as logits', printed: 0.6897, of: loss('cross_entropy') },
  { topic: 'softmax before cross-entropy', of: rule('softmax-before-cross-entropy') },
  { topic: 'sigmoid before the loss on logits', of: rule('sigmoid-before-bce-with-logits') },
  { topic: 'shapes that broadcast', of: rule('broadcast-loss-shapes') },
  { topic: 'temperature', of: ({ setting, compare }) => [setting, compare].some((one) => one?.temperature) },
];

/** As its result, or in words as the loss of one of its samples. */
const shows = (lesson: Lesson, printed: number): boolean => {
  const digits = String(printed).split('.')[1]?.length ?? 0;
  const step = 10 ** -digits;
  if (lesson.text.join(' ').includes(` ${printed}`)) return true;
  return [lesson.value, lesson.otherValue ?? Number.NaN].some(
    (value) => Math.abs(value - printed) <= 0.6 * step,
  );
};

describe('what tutorials explain', () => {
  it.each(topics)('has a lesson: $topic', ({ printed, of }) => {
    const found = lessons.filter((lesson) => of(lesson) && (printed === undefined || shows(lesson, printed)));
    expect(found.map(({ id }) => id)).not.toEqual([]);
  });
});
