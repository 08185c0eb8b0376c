import { expect } from 'vitest';
import { compileKernel, type Kernel } from '../../../src/core/kernel/kernel.ts';

function compiled(): Kernel {
  const made = compileKernel();
  if (!made) throw new Error('no WebAssembly SIMD here');
  return made;
}

export const kernel = compiled();

/** A unit in the last place of a float32. */
export const ulp = (x: number) => 2 ** (Math.max(-126, Math.floor(Math.log2(Math.abs(x)))) - 23);

export const engines = [
  ['plain', undefined],
  ['kernel', kernel],
] as const;

export const someLogits = (count: number, size: number, seed: number) => {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  return Float32Array.from(
    { length: count },
    () => size * Math.sqrt(-2 * Math.log(next())) * Math.cos(6.2831853 * next()),
  );
};

export function expectNear(actual: ArrayLike<number>, expected: ArrayLike<number>, bound: number) {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < actual.length; i++) {
    const [a, e] = [actual[i] as number, expected[i] as number];
    if (Number.isFinite(e)) expect(Math.abs(a - e)).toBeLessThanOrEqual(bound * Math.max(1, Math.abs(e)));
    else expect(a).toBe(e);
  }
}
