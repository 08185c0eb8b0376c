import { describe, expect, it } from 'vitest';
import { problems, readGolden } from './golden.ts';

const golden = readGolden('torch.json');
const current = readGolden('torch-current.json');

/**
 * Where we keep to the texts and the tolerance of the releases in wide use although the current one differs; the
 * difference is told in the error's cause or in the loss's documentation.
 */
const departures = [
  'float indices',
  'int32 indices',
  'bool indices',
  'unbatched mismatch',
  'targets beyond 1',
  'weight shape',
];

describe(`PyTorch ${golden.versions.torch}`, () => {
  const ids = [...new Set(golden.cases.map((one) => one.loss))];

  it('covers at least 1,000 results', () => {
    expect(golden.cases.flatMap((one) => one.results).length).toBeGreaterThanOrEqual(1000);
  });

  describe.each(ids)('%s', (id) => {
    it.each(golden.cases.filter((one) => one.loss === id))('$name', (one) => {
      expect(one.results.flatMap((result) => problems(one, result))).toEqual([]);
    });
  });
});

describe(`PyTorch ${current.versions.torch}, where it differs`, () => {
  it.each(current.cases.filter((one) => !departures.includes(one.name)))('$loss: $name', (one) => {
    expect(one.results.flatMap((result) => problems(one, result))).toEqual([]);
  });

  it('differs from us only where we say so', () => {
    const differing = current.cases.filter((one) =>
      one.results.some((result) => problems(one, result).length > 0),
    );
    expect(new Set(differing.map((one) => one.name))).toEqual(new Set(departures));
  });
});
