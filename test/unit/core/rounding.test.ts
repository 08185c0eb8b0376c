import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { precisionOf, roundBfloat16, roundFloat16, roundTo } from '../../../src/core/rounding.ts';
import { toNumber } from './golden.ts';

const table = JSON.parse(readFileSync(new URL('../../golden/rounding.json', import.meta.url), 'utf8')) as {
  readonly rows: readonly (readonly [number, number, number])[];
};

describe('rounding to half precision', () => {
  it('gives the same float16 as PyTorch', () => {
    for (const [x, half] of table.rows) expect(roundFloat16(toNumber(x))).toBe(toNumber(half));
  });

  it('gives the same bfloat16 as PyTorch', () => {
    for (const [x, , brain] of table.rows) expect(roundBfloat16(toNumber(x))).toBe(toNumber(brain));
  });

  it('leaves what is already rounded alone, and never reverses an order', () => {
    fc.assert(
      fc.property(fc.float(), fc.float(), (a, b) => {
        for (const round of [roundFloat16, roundBfloat16]) {
          expect(round(round(a))).toBe(round(a));
          if (a <= b) expect(round(a)).toBeLessThanOrEqual(round(b));
        }
      }),
    );
  });
});

describe('rounding to integers', () => {
  it('wraps as a cast in C does', () => {
    expect(roundTo('uint8')(-1)).toBe(255);
    expect(roundTo('int8')(200)).toBe(-56);
    expect(roundTo('int32')(2 ** 31)).toBe(-(2 ** 31));
    expect(roundTo('int64')(-2.7)).toBe(-2);
    expect(roundTo('bool')(Number.NaN)).toBe(1);
  });
});

describe('precisionOf', () => {
  it('works in float32 for the half types, as PyTorch kernels do', () => {
    const { work, store } = precisionOf('bfloat16');
    expect(work(0.1)).toBe(Math.fround(0.1));
    expect(store(0.1)).toBe(0.10009765625);
    expect(precisionOf('float64').work(0.1)).toBe(0.1);
  });
});
