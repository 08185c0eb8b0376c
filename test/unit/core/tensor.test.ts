import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cast, full, scalar, sizeOf, tensor, toNested, zeros } from '../../../src/core/create.ts';
import { promote } from '../../../src/core/dtype.ts';
import { broadcastIndex, broadcastShape, classLayout, stridesOf } from '../../../src/core/shape.ts';

describe('tensor', () => {
  it('takes nested lists and gives them back', () => {
    const nested = [
      [1, 2, 3],
      [4, 5, 6],
    ];
    expect(tensor(nested).shape).toEqual([2, 3]);
    expect(toNested(tensor(nested))).toEqual(nested);
    expect(toNested(tensor(2.5, 'float64'))).toBe(2.5);
    expect(tensor([]).shape).toEqual([0]);
    expect(tensor([[], []]).shape).toEqual([2, 0]);
    expect(toNested(tensor([[], []]))).toEqual([[], []]);
  });

  it('rounds to its dtype', () => {
    expect(toNested(tensor([0.1], 'float16'))).toEqual([0.0999755859375]);
    expect(toNested(cast(tensor([1.7, -1.7], 'float64'), 'int64'))).toEqual([1, -1]);
    expect(toNested(full([2], 0.1, 'float32'))).toEqual([Math.fround(0.1), Math.fround(0.1)]);
    expect(scalar(3, 'bool').data[0]).toBe(1);
  });

  it('keeps 64-bit integers exact to 2^53', () => {
    expect(toNested(tensor([2 ** 53], 'int64'))).toEqual([2 ** 53]);
  });
});

describe('promote', () => {
  it.each([
    ['float32', 'float64', 'float64'],
    ['int64', 'float16', 'float16'],
    ['bfloat16', 'float16', 'float32'],
    ['uint8', 'int8', 'int16'],
    ['bool', 'uint8', 'uint8'],
  ] as const)('%s with %s is %s', (a, b, expected) => {
    expect(promote(a, b)).toBe(expected);
    expect(promote(b, a)).toBe(expected);
  });
});

describe('broadcasting', () => {
  it('follows NumPy', () => {
    expect(broadcastShape([3, 1], [3])).toEqual([3, 3]);
    expect(broadcastShape([2, 3], [2])).toBeUndefined();
    expect(broadcastShape([0, 3], [1, 3])).toEqual([0, 3]);
    expect(broadcastShape([], [2])).toEqual([2]);
  });

  it('finds the element that meets each position', () => {
    const shapes = fc.constantFrom([2, 1, 4], [1, 3, 1], [4], [3, 1], [], [2, 3, 4]);
    fc.assert(
      fc.property(shapes, (shape) => {
        const out = [2, 3, 4];
        const strides = stridesOf(shape);
        const index = broadcastIndex(shape, out);
        for (let i = 0; i < sizeOf(out); i++) {
          const position = [Math.floor(i / 12), Math.floor(i / 4) % 3, i % 4].slice(3 - shape.length);
          const expected = shape.reduce(
            (sum, length, k) => sum + ((position[k] ?? 0) % length) * (strides[k] ?? 0),
            0,
          );
          expect(index(i)).toBe(expected);
        }
      }),
    );
  });
});

describe('classLayout', () => {
  it('puts classes on axis 1, on axis 0 of a single sample', () => {
    expect(classLayout([5])).toEqual({ outer: 1, classes: 5, inner: 1 });
    expect(classLayout([2, 3, 4, 4])).toEqual({ outer: 2, classes: 3, inner: 16 });
    expect(classLayout(zeros([0, 3], 'float32').shape)).toEqual({ outer: 0, classes: 3, inner: 1 });
  });
});
