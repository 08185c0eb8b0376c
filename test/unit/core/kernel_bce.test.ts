import { describe, expect, it } from 'vitest';
import { fromValues } from '../../../src/core/create.ts';
import { bceWithLogitsInto } from '../../../src/core/kernel/bce.ts';
import { ask } from './ask.ts';
import { engines, expectNear, someLogits, ulp } from './kernel_helpers.ts';

describe.each(engines)('binary cross-entropy with logits by %s', (_, engine) => {
  it('has gradients within 4 ulp and the loss of computeLoss', () => {
    const logits = Float32Array.from([
      ...someLogits(4096, 4, 5),
      ...someLogits(4099, 40, 6),
      0,
      -0,
      100,
      -100,
      1e4,
      -1e4,
    ]);
    const targets = logits.map((_x, i) => (i % 3 === 0 ? 1 : 0));
    const gradient = new Float32Array(logits.length);
    const result = bceWithLogitsInto({ logits, targets, gradient, reduction: 'sum', kernel: engine });
    if (!result.ok) throw new Error(result.error.message);
    const shape = [logits.length];
    const wanted = ask(
      'binary_cross_entropy_with_logits',
      { input: fromValues(logits, shape, 'float64'), target: fromValues(targets, shape, 'float64') },
      { reduction: 'sum' },
    );
    expectNear([result.value], wanted.data, 1e-6);
    gradient.forEach((g, i) => {
      const [x, y] = [logits[i] as number, targets[i] as number];
      const exact = y === 1 ? -1 / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x));
      expect(Math.abs(g - exact) / ulp(exact)).toBeLessThanOrEqual(4);
    });
  });
});

describe.each(engines)('weighted binary cross-entropy with logits by %s', (_, engine) => {
  const classes = 7;
  const rows = 700;
  const logits = someLogits(rows * classes, 6, 8);
  const hard = logits.map((_x, i) => (i % 3 === 0 ? 1 : 0));
  const soft = logits.map((_x, i) => (i % 11) / 10);
  const posWeight = Float32Array.from({ length: classes }, (_each, c) => 0.25 + c);
  const weight = Float32Array.from({ length: rows * classes }, (_each, i) => (i % 5) / 2);

  it.each([
    ['pos_weight', hard, { posWeight }],
    ['weight', hard, { weight }],
    ['both', hard, { weight, posWeight }],
    ['both on soft targets', soft, { weight, posWeight }],
    ['a single weight', soft, { weight: Float32Array.of(0.3) }],
  ])('%s', (_name, targets, factors: { weight?: Float32Array; posWeight?: Float32Array }) => {
    const gradient = new Float32Array(logits.length);
    const result = bceWithLogitsInto({ logits, targets, gradient, ...factors, kernel: engine });
    if (!result.ok) throw new Error(result.error.message);
    const shaped = (values: Float32Array) =>
      fromValues(values, values.length > classes ? [rows, classes] : [values.length], 'float64');
    const wanted = ask(
      'binary_cross_entropy_with_logits',
      { input: shaped(logits), target: shaped(targets) },
      {
        options: {
          weight: factors.weight ? shaped(factors.weight) : null,
          pos_weight: factors.posWeight ? shaped(factors.posWeight) : null,
        },
      },
    );
    expectNear([result.value], wanted.data, 1e-6);
    const exact = wanted.gradient('input');
    gradient.forEach((g, i) => {
      // Soft targets pull both ways: the error is measured beside the larger pull.
      const size = targets === hard ? 0 : 2 / logits.length;
      const unit = ulp(Math.max(Math.abs(exact[i] as number), size));
      expect(Math.abs(g - (exact[i] as number)) / unit).toBeLessThanOrEqual(5);
    });
  });

  it('refuses weights that do not repeat along the logits', () => {
    const gradient = new Float32Array(logits.length);
    const request = { logits, targets: hard, gradient, kernel: engine };
    const refused = bceWithLogitsInto({ ...request, posWeight: new Float32Array(3) });
    expect(!refused.ok && refused.error.message).toBe('3 weights do not repeat along 4900 logits');
  });
});
