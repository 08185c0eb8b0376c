import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { losses } from '../../../src/core/losses/index.ts';
import { callsOf } from './calls.ts';
import { gradientErrors } from './gradient_errors.ts';

describe.each(losses)('$id', (loss) => {
  it('has the gradients that central differences measure', () => {
    fc.assert(
      fc.property(callsOf(loss), (request) => {
        expect(gradientErrors(loss, request)).toEqual([]);
      }),
      { numRuns: 60, seed: 7 },
    );
  });
});
