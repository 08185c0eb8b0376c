import { describe, expect, it } from 'vitest';
import { parseTensors } from '../../../src/tensors/parse.ts';
import golden from '../../golden/printouts.json' with { type: 'json' };

interface Wanted {
  readonly shape: readonly number[];
  readonly values: readonly (number | string)[];
  readonly dtype?: string;
  readonly name?: string;
}
interface Case {
  readonly name: string;
  readonly text: string;
  readonly refused?: string;
  readonly tensors?: readonly Wanted[];
}

const numberOf = (x: number | string): number => Number(String(x).replace('inf', 'Infinity'));

/** As far as the digits that are printed go. */
const isNear = (wanted: number, found: number): boolean =>
  Object.is(wanted, found) ||
  wanted === found ||
  Math.abs(wanted - found) <= 2e-4 * Math.max(Math.abs(wanted), 1);

describe.each(Object.entries(golden as Record<string, readonly Case[]>))('what %s prints', (_, cases) => {
  it.each(cases)('$name', ({ text, refused, tensors = [] }) => {
    const result = parseTensors(text);
    if (refused !== undefined) {
      expect(result.ok ? 'read' : result.error.message).toContain(refused);
      return;
    }
    if (!result.ok) throw new Error(result.error.message);
    expect(result.value.length).toBe(tensors.length);
    for (const [i, { shape, values, dtype, name }] of tensors.entries()) {
      const found = result.value[i];
      expect(found?.tensor.shape).toEqual(shape);
      expect(values.filter((x, at) => !isNear(numberOf(x), found?.tensor.data[at] ?? 0))).toEqual([]);
      if (dtype !== undefined) expect(found?.tensor.dtype).toBe(dtype);
      if (name !== undefined) expect(found?.name).toBe(name);
    }
  });
});
