import { describe, expect, it } from 'vitest';
import { logSoftmax, sigmoid, softmax } from '../../../src/core/numerics.ts';
import { ask, indices } from './ask.ts';

/** Numbers that widely read texts on cross-entropy print, or that follow from them. */
const rounded = (values: ArrayLike<number>, digits: number) =>
  Array.from(values, (x) => Number(x.toFixed(digits)));

describe('cross-entropy of distributions', () => {
  it('one-hot against a prediction', () => {
    const { data } = ask('distribution_cross_entropy', { input: [0.1, 0.2, 0.6, 0.1], target: [0, 0, 1, 0] });
    expect(rounded(data, 2)).toEqual([0.51]);
  });

  it.each([
    [0.99, 0.01],
    [0.1, 2.3],
    [0.01, 4.61],
  ])('the surprise of %f is %f', (p, surprise) => {
    const { data } = ask('distribution_cross_entropy', { input: [p, 1 - p], target: [1, 0] });
    expect(rounded(data, 2)).toEqual([surprise]);
  });

  it('label shares of a training set against predicted shares', () => {
    const shares = [0.4, 0.1, 0.25, 0.25];
    expect(rounded(ask('entropy', { input: shares }).data, 2)).toEqual([1.29]);
    const against = (input: number[]) => ask('distribution_cross_entropy', { input, target: shares }).data;
    expect(rounded(against([0.3, 0.15, 0.25, 0.3]), 2)).toEqual([1.32]);
    expect(rounded(against([0.3, 0.2, 0.2, 0.3]), 2)).toEqual([1.35]);
  });
});

describe('binary cross-entropy', () => {
  it('of one probability', () => {
    expect(rounded(ask('binary_cross_entropy', { input: [0.75], target: [1] }).data, 4)).toEqual([0.2877]);
  });

  it('over three classes', () => {
    const { data } = ask('binary_cross_entropy', { input: [0.277, 0.299, 0.424], target: [0, 0, 1] });
    expect(rounded(data, 4)).toEqual([0.5125]);
  });

  it('from logits, and from the rounded probabilities they give', () => {
    const { data } = ask('binary_cross_entropy_with_logits', { input: [1.8, 0.75], target: [1, 0] });
    expect(rounded(data, 4)).toEqual([0.6449]);
    expect(rounded([1.8, 0.75].map(sigmoid), 4)).toEqual([0.8581, 0.6792]);
  });
});

describe('categorical cross-entropy', () => {
  const logits = [[3.05, 3.13, 3.48]];

  it('of logits, by one-hot target and by index', () => {
    expect(rounded(softmax([3.05, 3.13, 3.48]), 3)).toEqual([0.276, 0.299, 0.425]);
    expect(rounded(ask('cross_entropy', { input: logits, target: [[0, 0, 1]] }).data, 4)).toEqual([0.8566]);
    expect(rounded(ask('cross_entropy', { input: logits, target: indices([2]) }).data, 4)).toEqual([0.8566]);
  });

  it('spreads the target by label smoothing', () => {
    const options = { label_smoothing: 0.1 };
    const smooth = ask('cross_entropy', { input: [[0, 0, 9, 0]], target: indices([2]) }, { options });
    const spread = ask('cross_entropy', { input: [[0, 0, 9, 0]], target: [[0.025, 0.025, 0.925, 0.025]] });
    expect(smooth.data[0]).toBeCloseTo(spread.data[0] as number, 14);
  });

  it('of probabilities given as if they were logits is too high', () => {
    expect(rounded(ask('cross_entropy', { input: [[0.1, 0.8, 0.1]], target: indices([1]) }).data, 4)).toEqual(
      [0.6897],
    );
    const logged = [[0.1, 0.8, 0.1].map(Math.log)];
    expect(rounded(ask('cross_entropy', { input: logged, target: indices([1]) }).data, 4)).toEqual([0.2231]);
  });

  it.each([
    [2, 0.3133],
    [3, 0.5514],
    [10, 1.4612],
    [100, 3.6222],
    [1000, 5.9095],
  ])('after a second softmax over %i classes cannot go below %f', (classes, floor) => {
    const certain = Array.from({ length: classes }, (_, c) => (c === 0 ? 1 : 0));
    expect(rounded(ask('cross_entropy', { input: [certain], target: indices([0]) }).data, 4)).toEqual([
      floor,
    ]);
  });
});

describe('negative log-likelihood', () => {
  it('only picks and negates, so raw scores give a negative loss', () => {
    expect(ask('nll_loss', { input: [[0.6, 0.5, 0.3]], target: indices([1]) }).data).toEqual([-0.5]);
  });

  it('of log_softmax is what PyTorch gives', () => {
    const input = [Array.from(logSoftmax([0.8956, 1.1171, 1.3302]))];
    expect(rounded(ask('nll_loss', { input, target: indices([1]) }).data, 4)).toEqual([1.1115]);
  });
});

describe('PyTorch traps', () => {
  it('weights divide the mean for indices but not for one-hot floats', () => {
    const options = { weight: { data: Float64Array.of(0.1, 0.3, 1), shape: [3], dtype: 'float64' as const } };
    const input = [[2, 0.5, 0.1]];
    const byIndex = ask('cross_entropy', { input, target: indices([0]) }, { options }).data[0] as number;
    const byRow = ask('cross_entropy', { input, target: [[1, 0, 0]] }, { options }).data[0] as number;
    expect(byRow).toBeCloseTo(0.1 * byIndex, 12);
  });

  it('broadcasts (3, 1) against (3) so that perfect predictions cost 1.3333', () => {
    expect(rounded(ask('mse_loss', { input: [[0], [1], [2]], target: [0, 1, 2] }).data, 4)).toEqual([1.3333]);
  });

  it('takes (N) logits with (N) float labels as one sample of N classes', () => {
    expect(ask('cross_entropy', { input: [0.5, -1, 2], target: [0, 1, 1] }).value).toBeTypeOf('number');
  });
});
