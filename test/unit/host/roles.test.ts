import { describe, expect, it } from 'vitest';
import { tensor } from '../../../src/core/create.ts';
import type { LossDefinition } from '../../../src/core/loss.ts';
import { lossById } from '../../../src/core/losses/index.ts';
import { assignRoles } from '../../../src/host/compute/roles.ts';

const crossEntropy = lossById('cross_entropy') as LossDefinition;
const scores = tensor([[0.1, 0.2, 0.7]]);
const indices = tensor([2], 'int64');

const roles = (...found: Parameters<typeof assignRoles>[1]) =>
  Object.fromEntries(assignRoles(crossEntropy, found) ?? []);

describe('which tensor is which argument', () => {
  it('by dtype, whatever the order', () => {
    expect(roles({ tensor: indices, name: undefined }, { tensor: scores, name: undefined })).toEqual({
      target: 0,
      input: 1,
    });
  });

  it('by usual names', () => {
    expect(roles({ tensor: scores, name: 'labels' }, { tensor: scores, name: 'logits' })).toEqual({
      target: 0,
      input: 1,
    });
  });

  it('by the names in the call around', () => {
    const found = [
      { tensor: scores, name: 'a' },
      { tensor: scores, name: 'b' },
    ];
    expect(assignRoles(crossEntropy, found, { input: 'b', target: 'a' })?.get('input')).toBe(1);
  });

  it('a weight by its name', () => {
    const weight = { tensor: tensor([1, 2, 3]), name: 'class_weights' };
    expect(roles({ tensor: scores, name: undefined }, { tensor: indices, name: undefined }, weight)).toEqual({
      input: 0,
      target: 1,
      weight: 2,
    });
  });

  it('refuses more than the loss takes', () => {
    const one = { tensor: scores, name: undefined };
    expect(assignRoles(crossEntropy, [one, one, one, one])).toBeUndefined();
  });
});
