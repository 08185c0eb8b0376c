import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromValues, sizeOf } from '../../../src/core/create.ts';
import { dtypes, isFloating } from '../../../src/core/dtype.ts';
import { roundTo } from '../../../src/core/rounding.ts';
import type { DType, Tensor } from '../../../src/core/tensor.ts';
import { parseTensors } from '../../../src/tensors/parse.ts';
import { numpyRepr, numpyStr } from '../../../src/tensors/print/numpy.ts';
import { torchRepr } from '../../../src/tensors/print/torch.ts';
import { type PrintForm, printForms, printTensor } from '../../../src/tensors/print.ts';
import golden from '../../golden/evaluate-print.json' with { type: 'json' };

const cases = golden.cases.map((entry) => {
  const values = entry.flat.map((x) => (typeof x === 'number' ? x : Number(x.replace('inf', 'Infinity'))));
  return { ...entry, tensor: fromValues(values, entry.shape, entry.dtype as DType) };
});

describe(`prints as PyTorch ${golden.torch} and NumPy ${golden.numpy} do`, () => {
  it.each(cases)('torch $torch', ({ tensor, torch }) => {
    expect(torchRepr(tensor)).toBe(torch);
  });
  it.each(cases)('numpy $numpy', ({ tensor, numpy, str }) => {
    expect(numpyRepr(tensor)).toBe(numpy);
    expect(numpyStr(tensor)).toBe(str);
  });
});

const elements: Readonly<Record<string, fc.Arbitrary<number>>> = {
  bool: fc.integer({ min: 0, max: 1 }),
  uint8: fc.integer({ min: 0, max: 255 }),
  int8: fc.integer({ min: -128, max: 127 }),
  int16: fc.integer({ min: -32768, max: 32767 }),
  int32: fc.integer(),
  int64: fc.maxSafeInteger(),
};

const tensors = (minSide: number, ranks: readonly number[]): fc.Arbitrary<Tensor> =>
  fc
    .tuple(
      fc.constantFrom(...dtypes),
      fc
        .constantFrom(...ranks)
        .chain((rank) =>
          fc.array(fc.integer({ min: minSide, max: 4 }), { minLength: rank, maxLength: rank }),
        ),
    )
    .chain(([dtype, shape]) =>
      fc
        .array((elements[dtype] ?? fc.double()).map(roundTo(dtype)), {
          minLength: sizeOf(shape),
          maxLength: sizeOf(shape),
        })
        .map((values) => fromValues(values, shape, dtype)),
    );

const back = (tensor: Tensor, form: PrintForm): Tensor => {
  const text = printTensor(tensor, form);
  const result = parseTensors(text);
  if (!result.ok) throw new Error(`${result.error.message}\n${text}`);
  expect(result.value).toHaveLength(1);
  return result.value[0]?.tensor as Tensor;
};

describe('print and parse are inverse', () => {
  it.each(['torch', 'torch-code', 'numpy', 'numpy-code'] as const)(
    '%s keeps values, shape and dtype',
    (form) => {
      fc.assert(
        fc.property(tensors(0, [0, 1, 2, 3, 4]), (tensor) => {
          // NumPy prints no shape of a scalar's dtype: 'array(1., dtype=float32)' has all.
          const read = back(tensor, form);
          expect(read.shape).toEqual(tensor.shape);
          expect(read.dtype).toBe(tensor.dtype);
          expect([...read.data]).toEqual([...tensor.data]);
        }),
        { numRuns: 400 },
      );
    },
  );

  it.each(['json', 'csv', 'tsv'] as const)('%s keeps the values of a matrix', (form) => {
    fc.assert(
      fc.property(tensors(2, [2]), (tensor) => {
        const read = back(tensor, form);
        expect(read.shape).toEqual(tensor.shape);
        const round = isFloating(tensor.dtype) ? roundTo(tensor.dtype) : Number;
        expect([...read.data].map((x) => round(x))).toEqual(
          [...tensor.data].map((x) => (tensor.dtype === 'float64' ? Math.fround(x) : x)),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('lists every form', () => {
    expect(printForms).toHaveLength(7);
  });
});

describe('parsing never throws', () => {
  it('on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => void parseTensors(text)),
    );
  });

  it('on almost-tensors', () => {
    const piece = fc.constantFrom(
      '[',
      ']',
      '(',
      ')',
      '{',
      '}',
      ',',
      ';',
      '\n',
      ' ',
      '1',
      '-2.5',
      'nan',
      '...',
      'tensor(',
      'array(',
      'dtype=',
      'torch.float32',
      'x = ',
      '"a":',
      '|',
      '\t',
      '---',
      'Columns 1 to 2',
      '1e+03 *',
      'Name: x, dtype: float64',
      '>>> x',
      '<tf.Tensor: numpy=',
      '⋮',
      '┌',
      '╭─',
      '│',
      '+--+',
      '𓆸',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        const result = parseTensors(text);
        if (!result.ok) {
          expect(result.error.start).toBeGreaterThanOrEqual(0);
          expect(result.error.end).toBeLessThanOrEqual(Math.max(text.length, result.error.start + 40));
        } else for (const { tensor } of result.value) expect(tensor.data.length).toBe(sizeOf(tensor.shape));
      }),
      { numRuns: 3000 },
    );
  });

  it.each(['┌𓆸', '  ╭x', '1\n┏', ';┌1', '+-+\n┌a'])('on the beginning of a table: %j', (text) => {
    const result = parseTensors(text);
    expect(result.ok ? result.value.length : 0).toBeLessThan(3);
  });

  it('on very deep and very long texts', () => {
    expect(parseTensors('['.repeat(100_000)).ok).toBe(false);
    const long = `[${Array.from({ length: 200_000 }, (_, i) => i / 7).join(', ')}]`;
    const started = performance.now();
    const result = parseTensors(long);
    expect(result.ok && result.value[0]?.tensor.shape).toEqual([200_000]);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
