import fc from 'fast-check';
import temml from 'temml';
import { describe, expect, it } from 'vitest';
import { computeLoss } from '../../../src/core/compute.ts';
import { explain } from '../../../src/core/explain.ts';
import type { LossDefinition, LossOutcome, LossRequest } from '../../../src/core/loss.ts';
import { losses } from '../../../src/core/losses/index.ts';
import { roundTo } from '../../../src/core/rounding.ts';
import type { DType } from '../../../src/core/tensor.ts';
import { variants } from '../../../src/core/variants/index.ts';
import { callsOf } from './calls.ts';

function compute(loss: LossDefinition, request: LossRequest): LossOutcome {
  const outcome = computeLoss(loss, request);
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value;
}

/** Two units in the last place of the larger of the number and 1. */
const units: Readonly<Record<string, number>> = {
  float64: 1e-13,
  float32: 2e-6,
  float16: 2e-2,
  bfloat16: 0.15,
};

const dtypes: readonly DType[] = ['float64', 'float32', 'float16', 'bfloat16'];

describe.each([...losses, ...variants])('the steps of $id', (loss) => {
  it.each(dtypes)('end at each element of random calls in %s', (dtype) => {
    fc.assert(
      fc.property(callsOf(loss), (request) => {
        const { call, elements } = compute(loss, { ...request, dtype });
        elements.losses.data.forEach((element, index) => {
          const steps = loss.steps(call, index);
          const [last = Number.NaN] = steps.at(-1)?.value ?? [];
          const unit = (units[dtype] as number) * Math.max(1, Math.abs(element));
          expect(last === element || Math.abs(last - element) <= unit, `${last}, not ${element}`).toBe(true);
          expect(last).toBe(roundTo(dtype)(last));
        });
      }),
      { numRuns: 20, seed: 3 },
    );
  });

  it('have a label, a rule, its numbers and a result each', () => {
    const outcome = compute(loss, loss.example);
    const steps = explain(loss, outcome, 0);
    expect(steps.length).toBeGreaterThan(0);
    for (const { label, formula, substituted, value } of steps) {
      expect(label).toMatch(/^\p{L}/u);
      expect(formula).not.toBe('');
      expect(substituted).toMatch(/[0-9]|none|infty|nan/);
      expect(substituted).not.toMatch(/undefined|NaN|Infinity|--/);
      expect(value.length).toBeGreaterThan(0);
      // The panel's security policy refuses inline styles.
      for (const latex of [formula, substituted])
        expect(temml.renderToString(latex, { throwOnError: true })).not.toMatch(/style="(?!false)/);
    }
  });
});
