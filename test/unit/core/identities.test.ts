import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logSoftmax, logSumExp, softmax } from '../../../src/core/numerics.ts';
import { ask, indices } from './ask.ts';

const logit = fc.double({ min: -20, max: 20, noNaN: true });
const row = fc.array(logit, { minLength: 3, maxLength: 3 });
const batch = fc.record({
  logits: fc.array(row, { minLength: 1, maxLength: 4 }),
  classes: fc.array(fc.nat({ max: 2 }), { minLength: 4, maxLength: 4 }),
});
const distribution = fc
  .array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 })
  .map((values) => values.map((v) => v / values.reduce((a, b) => a + b, 0)));

const oneHot = (classes: readonly number[], count = 3) =>
  classes.map((y) => Array.from({ length: count }, (_, c) => (c === y ? 1 : 0)));

function near(actual: ArrayLike<number>, expected: ArrayLike<number>, bound = 1e-12) {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < actual.length; i++) {
    const [a, e] = [actual[i] as number, expected[i] as number];
    expect(Math.abs(a - e)).toBeLessThanOrEqual(bound * Math.max(1, Math.abs(e)));
  }
}

const forBatches = (check: (logits: number[][], classes: number[]) => void) =>
  fc.assert(fc.property(batch, ({ logits, classes }) => check(logits, classes.slice(0, logits.length))));

describe('cross-entropy', () => {
  it('is negative log-likelihood of log_softmax', () => {
    forBatches((logits, classes) => {
      const target = indices(classes);
      const nll = ask('nll_loss', { input: logits.map((each) => Array.from(logSoftmax(each))), target });
      near(ask('cross_entropy', { input: logits, target }).data, nll.data);
    });
  });

  it('reads indices and one-hot probabilities alike', () => {
    forBatches((logits, classes) => {
      const a = ask('cross_entropy', { input: logits, target: indices(classes) });
      const b = ask('cross_entropy', { input: logits, target: oneHot(classes) });
      near(a.data, b.data);
      near(a.gradient('input'), b.gradient('input'));
    });
  });

  it('does not see a constant added to all logits of a row', () => {
    fc.assert(
      fc.property(row, fc.nat({ max: 2 }), fc.integer({ min: -1000, max: 1000 }), (logits, y, shift) => {
        const at = (by: number) =>
          ask('cross_entropy', { input: [logits.map((z) => z + by)], target: indices([y]) });
        near(at(shift).data, at(0).data, 1e-9);
      }),
    );
  });

  it('has a gradient of ŷ − y whose rows sum to 0', () => {
    forBatches((logits, classes) => {
      const options = { label_smoothing: 0.1 };
      const question = { options, reduction: 'sum' } as const;
      const smoothed = ask('cross_entropy', { input: logits, target: indices(classes) }, question).gradient(
        'input',
      );
      const plain = ask('cross_entropy', { input: logits, target: indices(classes) }, { reduction: 'sum' });
      logits.forEach((each, n) => {
        const hot = oneHot(classes)[n] as number[];
        near(
          plain.gradient('input').slice(3 * n, 3 * n + 3),
          softmax(each).map((p, c) => p - (hot[c] as number)),
        );
        near([smoothed.slice(3 * n, 3 * n + 3).reduce((a, b) => a + b, 0)], [0], 1e-14);
      });
    });
  });

  it('is the softmax focal loss with γ = 0, which any other γ lowers', () => {
    forBatches((logits, classes) => {
      const target = indices(classes);
      const focal = (gamma: number) =>
        ask('softmax_focal_loss', { input: logits, target }, { options: { gamma } });
      const plain = ask('cross_entropy', { input: logits, target });
      near(focal(0).data, plain.data);
      near(focal(0).gradient('input'), plain.gradient('input'));
      expect(focal(2).data[0]).toBeLessThanOrEqual((plain.data[0] as number) + 1e-15);
    });
  });

  it('with two classes is binary cross-entropy of the difference of the logits', () => {
    fc.assert(
      fc.property(logit, logit, fc.nat({ max: 1 }), (a, b, y) => {
        const two = ask('cross_entropy', { input: [[a, b]], target: indices([y]) });
        const one = ask('binary_cross_entropy_with_logits', { input: [b - a], target: [y] });
        near(two.data, one.data);
        near([two.gradient('input')[1] as number], one.gradient('input'));
      }),
    );
  });
});

describe('binary cross-entropy', () => {
  it('from a logit is that of its sigmoid', () => {
    fc.assert(
      fc.property(logit, fc.double({ min: 0, max: 1, noNaN: true }), (x, y) => {
        const probability = ask('binary_cross_entropy', { input: [1 / (1 + Math.exp(-x))], target: [y] });
        near(
          ask('binary_cross_entropy_with_logits', { input: [x], target: [y] }).data,
          probability.data,
          1e-7,
        );
      }),
    );
  });

  it('is the sigmoid focal loss with γ = 0 and no α', () => {
    fc.assert(
      fc.property(logit, fc.nat({ max: 1 }), (x, y) => {
        const focal = ask(
          'sigmoid_focal_loss',
          { inputs: [x], targets: [y] },
          { options: { gamma: 0, alpha: -1 } },
        );
        const plain = ask('binary_cross_entropy_with_logits', { input: [x], target: [y] });
        near(focal.data, plain.data);
        near(focal.gradient('inputs'), plain.gradient('input'));
      }),
    );
  });
});

describe('distributions', () => {
  it('H(P, Q) = H(P) + KL(P‖Q)', () => {
    fc.assert(
      fc.property(distribution, distribution, (p, q) => {
        const cross = ask('distribution_cross_entropy', { input: q, target: p }).data[0] as number;
        const own = ask('entropy', { input: p }).data[0] as number;
        const kl = ask('kl_div', { input: q.map(Math.log), target: p }, { reduction: 'sum' })
          .data[0] as number;
        near([cross], [own + kl]);
        expect(kl).toBeGreaterThanOrEqual(-1e-15);
        expect(own).toBeLessThanOrEqual(Math.log(4) + 1e-15);
      }),
    );
  });

  it('kl_div takes the target as probabilities or as logarithms', () => {
    fc.assert(
      fc.property(distribution, distribution, (p, q) => {
        const input = q.map(Math.log);
        const question = { reduction: 'sum', options: { log_target: true } } as const;
        const plain = ask('kl_div', { input, target: p }, { reduction: 'sum' });
        near(ask('kl_div', { input, target: p.map(Math.log) }, question).data, plain.data);
      }),
    );
  });

  it('log-sum-exp and softmax stay finite at any size', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e4, max: 1e4, noNaN: true }), { minLength: 1 }), (values) => {
        expect(logSumExp(values)).toBeGreaterThanOrEqual(Math.max(...values));
        near([softmax(values).reduce((a, b) => a + b, 0)], [1]);
      }),
    );
  });
});
