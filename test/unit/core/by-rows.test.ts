import { describe, expect, it } from 'vitest';
import { fromValues, tensor } from '../../../src/core/create.ts';
import { type Activation, activate } from '../../../src/core/explore/activation.ts';
import type { Batch } from '../../../src/core/explore/batch.ts';
import { Rows } from '../../../src/core/explore/by-rows.ts';
import { compileKernel } from '../../../src/core/kernel/kernel.ts';
import type { LossRequest } from '../../../src/core/loss.ts';
import { softmax } from '../../../src/core/numerics.ts';
import type { Tensor } from '../../../src/core/tensor.ts';
import { close, compute, lossOf, requestOf, whole } from './rows.ts';

const logits = tensor(
  [
    [2, 1, 0.1],
    [0, 0.5, -1],
    [-1, 2, 0],
    [3, -2, 1],
  ],
  'float64',
);
const labels = tensor([0, -100, 2, 1], 'int64');
const crossEntropy = lossOf('cross_entropy');

describe('figures of each row', () => {
  const rows = compute(requestOf(crossEntropy, { inputs: {} }), { prediction: logits, target: labels });

  it('are losses, probabilities of the truth and what is ignored', () => {
    const p = softmax([2, 1, 0.1]);
    close(rows.figures.losses[0] ?? 0, -Math.log(p[0] ?? 0));
    close(rows.figures.truth[0] ?? 0, p[0] ?? 0);
    expect([...rows.figures.ignored]).toEqual([0, 1, 0, 0]);
    expect(rows.figures.losses[1]).toBe(0);
    expect(rows.figures.truth[1]).toBeNaN();
    expect(rows.whole().divisor).toBe(3);
  });

  it('come with the gradient and probabilities of a single row', () => {
    const line = rows.line(3);
    const outcome = whole(crossEntropy, { inputs: { input: logits, target: labels } });
    const expected = outcome.gradients.input?.data.slice(9) ?? [];
    line.gradient?.data.forEach((g, c) => {
      close(g * rows.whole().share, expected[c] ?? 0);
    });
    expect([...(line.probabilities ?? [])]).toEqual([...softmax([3, -2, 1])]);
  });
});

describe('an activation before the loss', () => {
  it.each(['softmax', 'log_softmax', 'sigmoid'] satisfies Activation[])(
    '%s is passed through',
    (activation) => {
      const activated = { activation, temperature: 2 };
      const rows = compute(requestOf(crossEntropy, { inputs: {} }, { activated }), {
        prediction: logits,
        target: labels,
      });
      const input = activate(logits, { ...activated, axis: 1 }, 'float64');
      close(
        rows.whole().value,
        whole(crossEntropy, { inputs: { input, target: labels } }).value.data[0] ?? 0,
      );
    },
  );
});

describe('what a person changed', () => {
  it('is computed without touching the tensor', () => {
    const batch: Batch = {
      prediction: logits,
      target: labels,
      changes: { prediction: { 0: { 2: 5 }, 3: { 0: -1, 1: 4 } }, target: { 1: { 0: 1 } } },
    };
    const input = tensor(
      [
        [2, 1, 5],
        [0, 0.5, -1],
        [-1, 2, 0],
        [-1, 4, 1],
      ],
      'float64',
    );
    const target = tensor([0, 1, 2, 1], 'int64');
    const expected = whole(crossEntropy, { inputs: { input, target } }).value.data[0] ?? 0;
    close(compute(requestOf(crossEntropy, { inputs: {} }), batch).whole().value, expected);
    expect(logits.data[2]).toBe(0.1);
  });

  it('needs its own portion only', () => {
    let batch: Batch = { prediction: logits, target: labels };
    const rows = Rows.open(requestOf(crossEntropy, { inputs: {} }), () => batch);
    if (!rows.ok) throw new Error(rows.error.message);
    rows.value.compute(0);
    const before = rows.value.whole().value;
    batch = { ...batch, changes: { prediction: { 0: { 0: -2 } }, target: {} } };
    rows.value.compute(rows.value.portionOf(0));
    expect(rows.value.whole().value).toBeGreaterThan(before);
  });
});

describe('the form of the target', () => {
  const oneHot = tensor(
    [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
      [0, 1, 0],
    ],
    'float64',
  );
  const indices = tensor([0, 1, 2, 1], 'int64');

  it('becomes one-hot where the loss takes shares', () => {
    const loss = lossOf('binary_cross_entropy_with_logits');
    const rows = compute(requestOf(loss, { inputs: {} }), { prediction: logits, target: indices });
    close(rows.whole().value, whole(loss, { inputs: { input: logits, target: oneHot } }).value.data[0] ?? 0);
  });

  it('becomes class indices where the loss takes those only', () => {
    const loss = lossOf('multi_margin_loss');
    const rows = compute(requestOf(loss, { inputs: {} }), { prediction: logits, target: oneHot });
    close(rows.whole().value, whole(loss, { inputs: { input: logits, target: indices } }).value.data[0] ?? 0);
  });
});

describe('the kernel', () => {
  const classes = 5000;
  const wide = (rows: number): Tensor =>
    fromValues(
      Float64Array.from({ length: rows * classes }, (_, i) => Math.sin(i * 12.9898) * 4),
      [rows, classes],
      'float32',
    );

  it.each([
    {},
    {
      weight: fromValues(
        Float64Array.from({ length: classes }, (_, c) => 1 + (c % 3)),
        [classes],
        'float32',
      ),
    },
  ])('gives the figures that computeLoss gives', (options) => {
    const target = tensor([3, -100, 4999, 17], 'int64');
    const given: LossRequest = { inputs: {}, dtype: 'float32', options };
    const batch = { prediction: wide(4), target };
    const fast = compute(requestOf(crossEntropy, given, { kernel: compileKernel() }), batch);
    // An activation that changes nothing keeps the kernel away.
    const slow = compute(
      requestOf(crossEntropy, given, { activated: { activation: 'none', temperature: 1 + 1e-12 } }),
      batch,
    );
    close(fast.whole().value, slow.whole().value, 3e-7);
    for (let row = 0; row < 4; row++) {
      close(fast.figures.norms[row] ?? 0, slow.figures.norms[row] ?? 0, 1e-6);
      close(fast.figures.truth[row] ?? 0, slow.figures.truth[row] ?? 0, 1e-6);
      expect(fast.figures.ignored[row]).toBe(slow.figures.ignored[row]);
    }
  });

  it('leaves refusals to the loss', () => {
    const rows = Rows.open(requestOf(crossEntropy, { inputs: {}, dtype: 'float32' }), () => ({
      prediction: wide(1),
      target: tensor([classes], 'int64'),
    }));
    expect(rows.ok && rows.value.compute(0)).toMatchObject({
      message: `Target ${classes} is out of bounds.`,
    });
  });
});

describe('what is not served', () => {
  const open = (id: string, batch: Batch, options = {}) =>
    Rows.open(requestOf(lossOf(id), { inputs: {}, options }), () => batch);

  it.each([
    ['ctc_loss', 'takes more than a prediction and a target'],
    ['dice_loss', 'is not a sum over rows'],
  ])('%s: %s', (id, message) => {
    expect(open(id, { prediction: logits, target: labels })).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining(message) },
    });
  });

  it('a target of another size', () => {
    expect(open('cross_entropy', { prediction: logits, target: tensor([0, 1], 'int64') })).toMatchObject({
      ok: false,
      error: { message: 'The target of shape [2] does not fit a prediction of shape [4, 3]' },
    });
  });

  it('a weight for each value', () => {
    const result = open('binary_cross_entropy', { prediction: logits, target: logits }, { weight: logits });
    expect(result).toMatchObject({
      ok: false,
      error: { message: 'A weight for each value is not served at this size' },
    });
  });
});
