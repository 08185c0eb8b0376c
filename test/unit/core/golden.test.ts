import { describe, expect, it } from 'vitest';
import { type GoldenCase, problems, readGolden } from './golden.ts';

const golden = readGolden('torch.json');
const current = readGolden('torch-current.json');

const key = (one: GoldenCase) => `${one.loss}: ${one.name}`;

/**
 * Where we keep to the texts and the tolerance of the releases in wide use although the current one differs; the
 * difference is told in the error's cause or in the loss's documentation.
 */
const departures = [
  'cross_entropy: float indices',
  'cross_entropy: int32 indices',
  'cross_entropy: bool indices',
  'nll_loss: float indices',
  'nll_loss: int32 indices',
  'nll_loss: bool indices',
  'binary_cross_entropy: targets beyond 1',
  'binary_cross_entropy: weight shape',
];

/** Where the current release differs and we follow it: the slope exactly at a hinge, and a text. */
const superseded = [
  'hinge_embedding_loss: at the margin',
  'margin_ranking_loss: equal scores',
  'triplet_margin_loss: ranks',
  'cross_entropy: unbatched mismatch',
  'nll_loss: unbatched mismatch',
];

describe(`PyTorch ${golden.versions.torch}`, () => {
  const ids = [...new Set(golden.cases.map((one) => one.loss))];

  it('covers at least 1,000 results', () => {
    expect(golden.cases.flatMap((one) => one.results).length).toBeGreaterThanOrEqual(1000);
  });

  describe.each(ids)('%s', (id) => {
    it.each(golden.cases.filter((one) => one.loss === id && !superseded.includes(key(one))))(
      '$name',
      (one) => {
        expect(one.results.flatMap((result) => problems(one, result))).toEqual([]);
      },
    );
  });
});

describe(`PyTorch ${current.versions.torch}, where it differs or is alone`, () => {
  it.each(current.cases.filter((one) => !departures.includes(key(one))))('$loss: $name', (one) => {
    expect(one.results.flatMap((result) => problems(one, result))).toEqual([]);
  });

  it('differs from us only where we say so', () => {
    const differing = current.cases.filter((one) =>
      one.results.some((result) => problems(one, result).length > 0),
    );
    expect(new Set(differing.map(key))).toEqual(new Set(departures));
  });
});
