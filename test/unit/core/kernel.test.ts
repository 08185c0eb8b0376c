import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromValues } from '../../../src/core/create.ts';
import { crossEntropyJob } from '../../../src/core/kernel/cross_entropy.ts';
import { crossEntropyInto, crossEntropyRows, type IntoRequest } from '../../../src/core/kernel/into.ts';
import { openWorkspace } from '../../../src/core/kernel/workspace.ts';
import { ask, indices } from './ask.ts';
import { engines, expectNear, kernel, someLogits, ulp } from './kernel_helpers.ts';

function run(request: Omit<IntoRequest, 'gradient'>) {
  const gradient = new Float32Array(request.logits.length).fill(Number.NaN);
  const result = crossEntropyInto({ ...request, gradient });
  if (!result.ok) throw new Error(result.error.message);
  return { loss: result.value, gradient };
}

/** The same in float64, by computeLoss. */
function reference({
  rows,
  classes,
  logits,
  targets,
  reduction,
  ignoreIndex,
  weight,
  labelSmoothing,
}: Omit<IntoRequest, 'gradient'>) {
  return ask(
    'cross_entropy',
    { input: fromValues(logits, [rows, classes], 'float64'), target: indices(Array.from(targets)) },
    {
      reduction: reduction ?? 'mean',
      options: {
        ignore_index: ignoreIndex ?? -100,
        weight: weight ? fromValues(weight, [classes], 'float64') : null,
        label_smoothing: labelSmoothing ?? 0,
      },
    },
  );
}

describe.each(engines)('cross-entropy by %s', (_, engine) => {
  it.each([
    [8, 10, 1],
    [16, 1000, 3],
    [4, 50257, 3],
    [64, 7, 20],
  ])('of %i × %i logits has gradients within 4 ulp, 0.5 on average', (rows, classes, size) => {
    const logits = someLogits(rows * classes, size, rows);
    const targets = Array.from({ length: rows }, (_each, row) => (row * 7919) % classes);
    const { loss, gradient } = run({ rows, classes, logits, targets, kernel: engine });
    const exact = softmaxGradient(logits, targets, classes);
    let [worst, total] = [0, 0];
    gradient.forEach((g, i) => {
      const error = Math.abs(g - (exact[i] as number)) / ulp(exact[i] as number);
      worst = Math.max(worst, error);
      total += error;
    });
    expect(worst).toBeLessThanOrEqual(4);
    expect(total / gradient.length).toBeLessThanOrEqual(0.5);
    const wanted = reference({ rows, classes, logits, targets }).data[0] as number;
    expect(Math.abs(loss - wanted)).toBeLessThan(2e-8 * wanted);
  });

  it('agrees with computeLoss for every option', () => {
    const rows = 6;
    const call = fc.record({
      classes: fc.integer({ min: 1, max: 23 }),
      size: fc.constantFrom(0.1, 5, 80),
      seed: fc.nat(),
      ignoreIndex: fc.constantFrom(-100, 0),
      reduction: fc.constantFrom('mean' as const, 'sum' as const),
      labelSmoothing: fc.constantFrom(0, 0.1, 1),
      weighted: fc.boolean(),
    });
    fc.assert(
      fc.property(call, ({ classes, size, seed, weighted, labelSmoothing, ...options }) => {
        const logits = someLogits(rows * classes, size, seed);
        const targets = Array.from({ length: rows }, (_each, row) => (seed + row) % classes);
        const weight = Float32Array.from({ length: classes }, (_each, c) => 0.5 + c / 8);
        const extra = weighted ? { weight } : {};
        const request = { rows, classes, logits, targets, labelSmoothing, ...options, ...extra };
        const { loss, gradient } = run({ ...request, kernel: engine });
        const wanted = reference(request);
        expectNear([loss], wanted.data, 1e-6);
        expectNear(gradient, wanted.gradient('input'), 1e-6);
      }),
    );
  });

  it.each([
    ['−∞ beside the target', [Number.NEGATIVE_INFINITY, 1, 2], 2],
    ['−∞ on the target', [Number.NEGATIVE_INFINITY, 1, 2], 0],
    ['only −∞', [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY], 0],
    ['+∞', [0, Number.POSITIVE_INFINITY, 0], 1],
    ['NaN', [0, Number.NaN, 0], 0],
    ['huge', [1e4, -1e4, 0], 0],
    ['huge and wrong', [1e4, -1e4, 0], 1],
    ['beyond float32 alone', [3e38, -3e38, 0], 2],
    ['far below', [0, -300, -90], 0],
    ['far above', [900, 905, 0], 0],
  ])('%s', (_name, row, y) => {
    const logits = Float32Array.from(row);
    const { loss, gradient } = run({ rows: 1, classes: 3, logits, targets: [y], kernel: engine });
    const wanted = reference({ rows: 1, classes: 3, logits, targets: [y] });
    expectNear([loss], wanted.data, 1e-6);
    expectNear(gradient, wanted.gradient('input'), 1e-6);
  });

  it('gives NaN for a mean over nothing, with a gradient of 0', () => {
    const logits = Float32Array.of(1, 2);
    const { loss, gradient } = run({ rows: 1, classes: 2, logits, targets: [-100], kernel: engine });
    expect(loss).toBeNaN();
    expect([...gradient]).toEqual([0, 0]);
  });

  it('computes the loss alone, leaves the logits alone, and refuses what does not fit', () => {
    const logits = someLogits(12, 2, 3);
    const before = Float32Array.from(logits);
    const request = { rows: 3, classes: 4, logits, targets: [0, 3, 2], kernel: engine };
    const alone = crossEntropyInto({ ...request, gradient: null });
    expect(alone.ok && alone.value).toBeCloseTo(run(request).loss, 14);
    expect(logits).toEqual(before);
    expect(crossEntropyInto({ ...request, gradient: null, targets: [0, 4, 2] })).toEqual({
      ok: false,
      error: { message: 'Target 4 is out of bounds.' },
    });
    expect(crossEntropyInto({ ...request, gradient: new Float32Array(3) }).ok).toBe(false);
  });

  it('computes weights together with smoothing for rows that it takes the slow way', () => {
    const logits = Float32Array.of(2e4, 1.9e4, -3, 1, 2, 3);
    const weight = Float32Array.of(0.5, 2, 3);
    const request = { rows: 2, classes: 3, logits, targets: [1, 0], weight, labelSmoothing: 0.3 };
    const { loss, gradient } = run({ ...request, kernel: engine });
    const wanted = reference(request);
    expectNear([loss], wanted.data, 1e-6);
    expectNear(gradient, wanted.gradient('input'), 1e-6);
  });

  it('keeps the weights of jobs apart that take turns', () => {
    const logits = someLogits(24, 2, 3);
    const gradient = new Float32Array(24);
    const common = { rows: 6, classes: 4, logits, targets: [0, 3, 2, 1, 0, 2], labelSmoothing: 0.2 };
    const weights = [Float32Array.of(1, 2, 3, 4), Float32Array.of(5, 0.5, 1, 0.1)];
    const jobs = weights.map((weight) => {
      const job = crossEntropyRows({ ...common, weight, gradient, kernel: engine });
      if (!job.ok) throw new Error(job.error.message);
      return job.value;
    });
    for (let i = 0; i < 3; i++) for (const job of jobs) job.advance(2);
    weights.forEach((weight, i) => {
      expect(jobs[i]?.loss()).toBe(run({ ...common, weight, kernel: engine }).loss);
    });
  });

  it('works in portions', () => {
    const gradient = new Float32Array(20);
    const request = {
      rows: 5,
      classes: 4,
      logits: someLogits(20, 2, 3),
      targets: [0, 3, 2, 1, 0],
      kernel: engine,
    };
    const job = crossEntropyRows({ ...request, gradient });
    if (!job.ok) throw new Error(job.error.message);
    const progress: number[] = [];
    while (!job.value.advance(2)) progress.push(job.value.done());
    expect(progress).toEqual([2, 4]);
    expect(job.value.loss()).toBe(run(request).loss);
    expect(gradient).toEqual(run(request).gradient);
  });
});

describe('a workspace', () => {
  it('computes in place what staging computes', () => {
    const workspace = openWorkspace(kernel, 6, 37);
    if (!workspace) throw new Error('no memory');
    workspace.logits.set(someLogits(6 * 37, 4, 9));
    const options = { rows: 6, classes: 37, targets: [0, 5, 36, -100, 7, 7] };
    const job = crossEntropyJob(workspace.rows, options);
    job.advance(6);
    const staged = run({ ...options, logits: Float32Array.from(workspace.logits), kernel });
    expect(job.loss()).toBe(staged.loss);
    expect([...workspace.gradient]).toEqual([...staged.gradient]);
  });
});

function softmaxGradient(logits: Float32Array, targets: readonly number[], classes: number): Float64Array {
  const out = new Float64Array(logits.length);
  targets.forEach((y, row) => {
    const z = Float64Array.from(logits.subarray(row * classes, (row + 1) * classes));
    const max = z.reduce((a, b) => Math.max(a, b));
    const e = z.map((x) => Math.exp(x - max));
    const others = e.reduce((sum, x, c) => (c === y ? sum : sum + x), 0);
    const sum = others + (e[y] as number);
    e.forEach((x, c) => {
      out[row * classes + c] = (c === y ? -others : x) / sum / targets.length;
    });
  });
  return out;
}
