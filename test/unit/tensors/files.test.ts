import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTensorFile } from '../../../src/tensors/files/read.ts';
import golden from '../../golden/evaluate-files.json' with { type: 'json' };

interface Expected {
  readonly shape: readonly number[];
  readonly values: readonly (number | string)[];
  readonly stored?: string;
}

const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));
const numberOf = (value: number | string) =>
  typeof value === 'number' ? value : Number(value.replace('inf', 'Infinity'));

const open = (name: string, bytes: Uint8Array) => {
  const file = readTensorFile(name, bytes);
  if (!file.ok) throw new Error(file.error.message);
  return file.value;
};

describe(`files of NumPy ${golden.numpy} and PyTorch ${golden.torch}`, () => {
  it.each(golden.cases)('$name', ({ name, base64, expected }) => {
    const { tensors } = open(name, bytesOf(base64));
    const wanted = Object.entries(expected as unknown as Record<string, Expected>);
    expect(tensors.map((entry) => entry.name).sort()).toEqual(wanted.map(([key]) => key).sort());
    for (const [key, { shape, values, stored }] of wanted) {
      const entry = tensors.find((candidate) => candidate.name === key);
      const tensor = entry?.read();
      expect(entry?.shape).toEqual(shape);
      if (stored !== undefined) expect(entry?.stored).toBe(stored);
      expect(tensor?.ok && tensor.value.shape).toEqual(shape);
      expect(tensor?.ok && [...tensor.value.data]).toEqual(values.map(numberOf));
    }
  });

  it('never follows a pickle that calls the system', () => {
    const evil = golden.cases.find(({ name }) => name === 'evil.pt');
    const { tensors, skipped } = open('evil.pt', bytesOf(evil?.base64 ?? ''));
    expect(tensors).toHaveLength(1);
    expect(skipped).toEqual([]);
  });
});

describe('files that cannot be read say why', () => {
  const text = (header: string) => {
    const body = header.padEnd(54, ' ');
    return Uint8Array.from([0x93, ...Buffer.from('NUMPY'), 1, 0, body.length, 0, ...Buffer.from(body)]);
  };
  it.each([
    ["{'descr': '<c8', 'fortran_order': False, 'shape': (2,)}", 'Complex numbers'],
    ["{'descr': '<U5', 'fortran_order': False, 'shape': (2,)}", 'holds text'],
    ["{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }", 'structured'],
    ["{'descr': '<M8[ns]', 'fortran_order': False, 'shape': (2,)}", 'not supported'],
  ])('%s', (header, message) => {
    const file = readTensorFile('x.npy', text(header));
    expect(!file.ok && file.error.message).toContain(message);
  });

  it('a body that is cut short', () => {
    const file = open('x.npy', text("{'descr': '<f4', 'fortran_order': False, 'shape': (9,)}"));
    const tensor = file.tensors[0]?.read();
    expect(tensor && !tensor.ok && tensor.error.message).toContain('cut short');
  });

  it('a shape beyond memory', () => {
    const file = open('x.npy', text("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,)}"));
    const tensor = file.tensors[0]?.read();
    expect(tensor && !tensor.ok && tensor.error.message).toContain('too many');
  });

  it('an unknown format', () => {
    const file = readTensorFile('x.h5', new Uint8Array(40));
    expect(!file.ok && file.error.message).toContain('not known');
  });
});

describe('damaged files', () => {
  it('never throw', () => {
    const small = golden.cases.map(({ name, base64 }) => ({ name, bytes: bytesOf(base64) }));
    fc.assert(
      fc.property(
        fc.constantFrom(...small),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 12 }),
        fc.option(fc.nat()),
        ({ name, bytes }, edits, cut) => {
          const broken = Uint8Array.from(bytes);
          for (const [at, byte] of edits) broken[at % broken.length] = byte;
          const file = readTensorFile(name, cut === null ? broken : broken.subarray(0, cut % broken.length));
          if (file.ok) for (const entry of file.value.tensors) entry.read();
        },
      ),
      { numRuns: 3000 },
    );
  });
});

describe('a large array', () => {
  it('is not copied: its numbers are the bytes of the file', () => {
    const header = "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }".padEnd(117).concat('\n');
    const bytes = new Uint8Array(128 + 12);
    bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 118, 0]);
    bytes.set(new TextEncoder().encode(header), 10);
    bytes.set(new Uint8Array(Float32Array.of(1.5, -2, 3).buffer), 128);
    const file = readTensorFile('a.npy', bytes);
    const tensor = file.ok ? file.value.tensors[0]?.read() : undefined;
    expect(tensor?.ok && [...tensor.value.data]).toEqual([1.5, -2, 3]);
    expect(tensor?.ok && tensor.value.data.buffer).toBe(bytes.buffer);
  });
});
