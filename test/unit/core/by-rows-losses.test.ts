import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axesOf } from '../../../src/core/explore/axes.ts';
import type { LossDefinition } from '../../../src/core/loss.ts';
import { losses } from '../../../src/core/losses/index.ts';
import { variants } from '../../../src/core/variants/index.ts';
import { callsOf } from './calls.ts';
import { close, inputsOf, requestOf, served, whole } from './rows.ts';

const all: readonly LossDefinition[] = [...losses, ...variants];
const refused: ReadonlySet<string> = new Set(
  all
    .filter(({ group, inputs }) => {
      const two = inputs.length <= 2 && inputs.every(({ role }) => role !== 'other');
      return !two || group === 'sequence' || group === 'segmentation';
    })
    .map(({ id }) => id),
);

describe.each(all.filter(({ id }) => !refused.has(id)))('$id by rows', (loss) => {
  it('is the loss of the whole, with its gradient, under every reduction and option', () => {
    let count = 0;
    fc.assert(
      fc.property(callsOf(loss), (given) => {
        const request = { ...given, dtype: 'float64' as const };
        const batch = inputsOf(loss, request);
        const done = batch && served(requestOf(loss, request), batch);
        if (!done) return;
        count++;
        const outcome = whole(loss, request);
        const { value, share } = done.whole();
        if (request.reduction !== 'none') close(value, outcome.value.data[0] ?? Number.NaN);
        const gradient = outcome.gradients[loss.inputs.find(({ role }) => role === 'prediction')?.name ?? ''];
        const axes = axesOf(batch.prediction.shape, loss);
        if (request.reduction === 'none' && loss.finish) return;
        for (let row = 0; row < axes.rows; row++) {
          const line = Array.from(
            { length: axes.columns },
            (_, c) => gradient?.data[axes.index(row, c)] ?? 0,
          );
          close((done.figures.norms[row] ?? 0) * Math.abs(share), Math.hypot(...line), 1e-9);
        }
      }),
      { numRuns: 300, seed: 11 },
    );
    expect(count).toBeGreaterThan(5);
  });
});
