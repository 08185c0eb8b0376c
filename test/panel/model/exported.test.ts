import { describe, expect, it } from 'vitest';
import golden from '../../golden/exported-code.json' with { type: 'json' };
import { exportedCases } from './exported-cases.ts';

/** What the libraries printed when they ran each export; made by test/tools/exported.mjs. */
const printed: Readonly<Record<string, string>> = golden.printed;
const { torch, keras, optax } = golden.versions;

const cases = exportedCases();

describe(`code run by PyTorch ${torch}, Keras ${keras} and optax ${optax}`, () => {
  it.each(cases)('$runs: $loss gives $value', ({ code, value }) => {
    expect(printed).toHaveProperty([code]);
    expect(Math.abs(Number(printed[code]) - value)).toBeLessThanOrEqual(2e-5 * Math.max(1, Math.abs(value)));
  });

  it('is offered for the losses of each library', () => {
    const offered = (runs: string) =>
      new Set(cases.filter((one) => one.runs === runs).map(({ loss }) => loss)).size;
    expect(offered('torch')).toBeGreaterThan(23);
    expect(offered('keras')).toBeGreaterThan(15);
    expect(offered('optax')).toBeGreaterThan(9);
  });
});
