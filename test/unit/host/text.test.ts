import { describe, expect, it, test } from 'vitest';
import { tensor } from '../../../src/core/create.ts';
import { shortNumber } from '../../../src/host/compute/number.ts';
import { tensorLabel, valueLabel } from '../../../src/host/evaluate/label.ts';
import { isLiteral, isTensorLiteral } from '../../../src/host/evaluate/literal.ts';
import { isExcluded } from '../../../src/host/lint/excluded.ts';

describe('globs of excluded files', () => {
  test.each([
    ['tests/a.py', 'tests/**', true],
    ['tests/a.py', 'tests', true],
    ['a/tests/b.py', 'tests', true],
    ['a/tests/b.py', '/tests/**', false],
    ['a/b/c.py', '**/c.py', true],
    ['c.py', '**/c.py', true],
    ['a/b.py', '*.py', true],
    ['a/b.pyi', '*.py', false],
    ['x/train.py', '{train,test}.py', true],
    ['x/valid.py', '{train,test}.py', false],
  ])('%s under %s', (path, glob, expected) => {
    expect(isExcluded(path, [glob])).toBe(expected);
  });
});

describe('values in a few words', () => {
  test.each([
    [0.85658, '0.8566'],
    [3, '3'],
    [0, '0'],
    [0.00001234, '1.234e-5'],
    [Number.NaN, 'nan'],
    [Number.NEGATIVE_INFINITY, '-inf'],
  ])('%d', (value, text) => {
    expect(shortNumber(value)).toBe(text);
  });

  it('a small row whole, a large tensor by shape, dtype and range', () => {
    expect(tensorLabel(tensor([[0.25, 0.75]]))).toBe('[[0.25, 0.75]]');
    expect(
      tensorLabel(
        tensor([
          [1, 2],
          [3, -4],
        ]),
      ),
    ).toBe('float32 (2, 2)  -4 … 3');
  });

  it('a list of numbers', () => {
    const number = (value: number) => ({ kind: 'number', value, type: 'float' }) as const;
    expect(valueLabel({ kind: 'sequence', type: 'list', items: [number(0.5), number(2)] })).toBe('[0.5, 2]');
  });
});

describe('what can be read off the code', () => {
  it.each(['x = 3', 'x = -1e-3', 'name = "a"', 'x: int = 4', 'x = [1, 2]', 'x = True'])('%s', (code) => {
    expect(isLiteral(code)).toBe(true);
  });

  it.each(['x = y', 'x = 3 + y', 'x = f(3)', 'loss', 'x == 3'])('not %s', (code) => {
    expect(isLiteral(code)).toBe(false);
  });

  it('a tensor that is written out', () => {
    expect(isTensorLiteral('x = torch.tensor([[1.0, 2.0]], requires_grad=True)')).toBe(true);
    expect(isTensorLiteral('x = torch.tensor(y)')).toBe(false);
  });
});
