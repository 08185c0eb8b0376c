import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeLoss } from '../../../src/core/compute.ts';
import { tensor } from '../../../src/core/create.ts';
import type { LossVariant } from '../../../src/core/loss.ts';
import { lossById, losses } from '../../../src/core/losses/index.ts';
import { findApi, inLibrary, variants, variantsOf } from '../../../src/core/variants/index.ts';
import { callsOf } from './calls.ts';
import { type GoldenFile, problems, readGolden } from './golden.ts';
import { gradientErrors } from './gradient_errors.ts';

const versionOf = ({ versions }: GoldenFile, library: string) => `${library} ${versions[library]}`;

describe.each(['keras', 'optax'])('%s', (library) => {
  const golden = readGolden(`${library}.json`);
  describe(versionOf(golden, library), () => {
    it.each(golden.cases)('$loss: $name', (one) => {
      expect(one.results.flatMap((result) => problems(one, result))).toEqual([]);
    });

    it('is checked for every variant of this library', () => {
      const checked = new Set(golden.cases.map((one) => one.loss));
      const all = variants.filter((variant) => variant.library === library).map((variant) => variant.id);
      expect(all.filter((id) => !checked.has(id))).toEqual([]);
    });
  });
});

describe('the list of variants', () => {
  it('names every file in variants/, and every file is named after its variant', () => {
    const files = readdirSync(new URL('../../../src/core/variants', import.meta.url))
      .filter((name) => name !== 'index.ts')
      .map((name) => name.replace(/\.ts$/, ''));
    expect(variants.map((variant) => variant.id.replace('.', '_')).sort()).toEqual(files.sort());
  });

  it('finds what another library computes, and stays with the loss where it computes the same', () => {
    const crossEntropy = lossById('cross_entropy');
    const mse = lossById('mse_loss');
    if (!crossEntropy || !mse) throw new Error('losses are missing');
    expect(inLibrary(crossEntropy, 'keras').id).toBe('keras.categorical_crossentropy');
    expect(inLibrary(crossEntropy, 'torch')).toBe(crossEntropy);
    expect(variantsOf(mse).map((variant) => variant.id)).toEqual([
      'keras.mean_squared_error',
      'optax.l2_loss',
    ]);
  });

  it('finds every name that a library gives a loss, once', () => {
    const names = [...losses, ...variants].flatMap((loss) => loss.apis.map((api) => api.name));
    expect(new Set(names).size).toBe(names.length);
    expect(findApi('optax.squared_error')).toMatchObject({
      loss: { id: 'mse_loss' },
      api: { reduction: 'none' },
    });
    expect(findApi('keras.losses.BinaryCrossentropy')?.loss.id).toBe('keras.binary_crossentropy');
    expect(findApi('torch.no_such_loss')).toBeUndefined();
  });
});

describe.each(variants)('$id', (variant: LossVariant) => {
  it('computes its example and says what differs', () => {
    const outcome = computeLoss(variant, { ...variant.example, gradient: true });
    if (!outcome.ok) throw new Error(outcome.error.message);
    expect(Array.from(outcome.value.value.data).every(Number.isFinite)).toBe(true);
    expect(variant.difference).toMatch(/\.$/);
    for (const [id, options] of Object.entries(variant.of)) {
      expect(lossById(id)).toBeDefined();
      expect(
        computeLoss(variant, {
          ...variant.example,
          options: { ...variant.example.options, ...known(variant, options) },
        }).ok,
      ).toBe(true);
    }
    for (const api of variant.apis)
      expect([...api.order].sort()).toEqual(variant.inputs.map((spec) => spec.name).sort());
  });

  it('has the gradients that central differences measure', () => {
    fc.assert(
      fc.property(callsOf(variant), (request) => {
        expect(gradientErrors(variant, request)).toEqual([]);
      }),
      { numRuns: 40, seed: 11 },
    );
  });
});

/** Of the options that make a variant mean the same, those that are its own. */
const known = (variant: LossVariant, options: LossVariant['of'][string]) =>
  Object.fromEntries(
    Object.entries(options).filter(([name]) => variant.params.some((param) => param.name === name)),
  );

describe('the same numbers in different libraries', () => {
  it('agree where the libraries say that they compute the same', () => {
    const input = tensor(
      [
        [2, 0.5, -1],
        [0.1, 0.2, 0.3],
      ],
      'float64',
    );
    const target = tensor([0, 2], 'int64');
    const value = (id: string, options = {}) => {
      const loss = lossById(id) ?? variants.find((each) => each.id === id);
      const outcome = loss && computeLoss(loss, { inputs: { input, target }, options, reduction: 'mean' });
      return outcome?.ok ? (outcome.value.value.data[0] as number) : Number.NaN;
    };
    const torch = value('cross_entropy');
    expect(value('keras.categorical_crossentropy', { from_logits: true })).toBeCloseTo(torch, 12);
    expect(value('optax.softmax_cross_entropy')).toBeCloseTo(torch, 12);
    expect(value('keras.categorical_crossentropy')).not.toBeCloseTo(torch, 2);
  });
});
