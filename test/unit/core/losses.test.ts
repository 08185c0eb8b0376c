import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { computeLoss } from '../../../src/core/compute.ts';
import { explain } from '../../../src/core/explain.ts';
import { lossById, losses } from '../../../src/core/losses/index.ts';

describe('the list of losses', () => {
  it('names every file in losses/, and every file is named after its loss', () => {
    const files = readdirSync(new URL('../../../src/core/losses', import.meta.url))
      .filter((name) => name !== 'index.ts')
      .map((name) => name.replace(/\.ts$/, ''));
    expect(losses.map((loss) => loss.id).sort()).toEqual(files.sort());
  });

  it('finds a loss by its id and nothing else', () => {
    expect(lossById('cross_entropy')?.title).toBe('Cross-entropy');
    expect(lossById('constructor')).toBeUndefined();
  });
});

describe.each(losses)('$id', (loss) => {
  it('computes its example, with a finite gradient for each differentiable input', () => {
    const outcome = computeLoss(loss, { ...loss.example, gradient: true });
    if (!outcome.ok) throw new Error(outcome.error.message);
    expect(Array.from(outcome.value.value.data).every(Number.isFinite)).toBe(true);
    for (const spec of loss.inputs.filter((each) => each.differentiable)) {
      const floating = loss.example.inputs[spec.name]?.dtype.startsWith('float');
      if (!floating) continue;
      const gradient = outcome.value.gradients[spec.name];
      expect(gradient?.shape).toEqual(loss.example.inputs[spec.name]?.shape);
      expect(Array.from(gradient?.data ?? [Number.NaN]).every((g) => !Number.isNaN(g))).toBe(true);
    }
  });

  it('declares what the panel and the documentation need', () => {
    expect(loss.summary).toMatch(/\.$/);
    expect(loss.formula).not.toBe('');
    expect(loss.references.length).toBeGreaterThan(0);
    expect(loss.reductions).toContain(loss.reduction);
    expect(loss.inputs.filter((spec) => spec.role === 'prediction').length).toBeGreaterThan(0);
    for (const api of loss.apis)
      expect([...api.order].sort()).toEqual(loss.inputs.map((spec) => spec.name).sort());
  });

  it('ends its steps at the element and at the reported number', () => {
    const outcome = computeLoss(loss, { ...loss.example, reduction: 'mean' });
    if (!outcome.ok) throw new Error(outcome.error.message);
    for (let i = 0; i < outcome.value.elements.losses.data.length; i++) {
      const element = loss.steps(outcome.value.call, i).at(-1);
      expect(element?.value[0]).toBeCloseTo(outcome.value.elements.losses.data[i] as number, 6);
      expect(explain(loss, outcome.value, i).at(-1)?.value[0]).toBe(outcome.value.value.data[0]);
    }
  });

  it('answers nonsense with an error, never with an exception', () => {
    const nothing = computeLoss(loss, { inputs: {} });
    expect(nothing.ok).toBe(false);
    const stray = computeLoss(loss, { ...loss.example, options: { no_such_option: 1 } });
    expect(stray.ok).toBe(false);
    for (const param of loss.params) {
      const wrong = computeLoss(loss, { ...loss.example, options: { [param.name]: Number.NaN } });
      expect(wrong.ok).toBe(false);
    }
  });
});
