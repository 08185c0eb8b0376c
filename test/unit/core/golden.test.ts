import { describe, expect, it } from 'vitest';
import { computeLoss } from '../../../src/core/compute.ts';
import { lossById } from '../../../src/core/losses/index.ts';
import {
  type Bound,
  type GoldenCase,
  type GoldenResult,
  mismatch,
  promises,
  readGolden,
  requestOf,
} from './golden.ts';

const golden = readGolden('torch.json');

/** float64: 1e-12 of the number itself. float32: 2 units in the last place of the largest number. */
const bounds: Readonly<Record<string, Bound>> = {
  float64: { relative: 1e-12, scale: 1e-16 },
  float32: { relative: 2 * 2 ** -23, scale: 2 * 2 ** -23 },
};

function problems(one: GoldenCase, result: GoldenResult): string[] {
  const loss = lossById(one.loss);
  if (!loss) return [`no loss ${one.loss}`];
  const outcome = computeLoss(loss, requestOf(one, result));
  if (!outcome.ok)
    return outcome.error.message === result.error
      ? []
      : [`"${outcome.error.message}" instead of "${result.error ?? 'a value'}"`];
  if (result.error !== undefined) return [`a value instead of "${result.error}"`];
  const bound = bounds[result.dtype] as Bound;
  const { value, gradients } = outcome.value;
  const found = [
    ['value', mismatch(value.data, result.value ?? [], bound)],
    [
      'shape',
      String(value.shape) === String(result.shape)
        ? undefined
        : `[${value.shape}] instead of [${result.shape}]`,
    ],
    ...Object.entries(result.gradients ?? {})
      .filter(([name]) => promises(loss, name))
      .map(([name, expected]) => [
        `gradient of ${name}`,
        mismatch(gradients[name]?.data ?? [], expected, bound),
      ]),
  ];
  return found.filter(([, text]) => text !== undefined).map(([what, text]) => `${what}: ${text}`);
}

describe(`PyTorch ${golden.versions['torch']}`, () => {
  const ids = [...new Set(golden.cases.map((one) => one.loss))];

  it('covers at least 1,000 results', () => {
    expect(golden.cases.flatMap((one) => one.results).length).toBeGreaterThanOrEqual(1000);
  });

  describe.each(ids)('%s', (id) => {
    it.each(golden.cases.filter((one) => one.loss === id))('$name', (one) => {
      const found = one.results.flatMap((result) =>
        problems(one, result).map((text) => `${result.dtype} ${result.reduction}: ${text}`),
      );
      expect(found).toEqual([]);
    });
  });
});
