import { toNested } from '../../../src/core/create.ts';
import type { Shown } from '../../../src/evaluate/outcome.ts';

/** What a golden file holds of one value. */
export type Wanted =
  | { readonly tensor: unknown; readonly shape: readonly number[]; readonly dtype: string }
  | { readonly value: unknown }
  | { readonly items: readonly Wanted[] }
  | { readonly entries: Readonly<Record<string, Wanted>> };

const numberOf = (x: unknown): number =>
  typeof x === 'string' ? Number(x.replace('inf', 'Infinity')) : Number(x);

/** Units in the last place that different orders of adding, and vectorised functions, may differ by. */
const tolerances: Readonly<Record<string, number>> = {
  float32: 3e-6,
  float16: 2e-3,
  bfloat16: 1e-2,
  float64: 1e-12,
};

function differs(wanted: unknown, found: unknown, dtype: string): boolean {
  const [a, b] = [numberOf(wanted), numberOf(found)];
  if (Object.is(a, b) || a === b || (Number.isNaN(a) && Number.isNaN(b))) return false;
  const tolerance = tolerances[dtype] ?? 0;
  return !(Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), dtype === 'float64' ? 1e-3 : 0.1));
}

const flat = (x: unknown): unknown[] => (Array.isArray(x) ? x.flatMap(flat) : [x]);

/** '' when a value is what it should be, else a sentence. */
export function deviation(name: string, wanted: Wanted, found: { value: Shown } | undefined): string {
  if (!found) return `${name} is missing`;
  return compare(name, wanted, found.value);
}

function compare(name: string, wanted: Wanted, shown: Shown): string {
  if ('tensor' in wanted) return compareTensor(name, wanted, shown);
  if ('items' in wanted) {
    if (shown.kind !== 'sequence') return `${name} is ${shown.kind}, not a sequence`;
    if (shown.items.length !== wanted.items.length) return `${name} has ${shown.items.length} items`;
    return wanted.items.map((item, i) => compare(`${name}[${i}]`, item, shown.items[i] as Shown)).join('');
  }
  if ('entries' in wanted) {
    if (shown.kind !== 'mapping') return `${name} is ${shown.kind}, not a mapping`;
    const own = new Map(shown.entries);
    return Object.entries(wanted.entries)
      .map(([key, item]) =>
        own.has(key) ? compare(`${name}.${key}`, item, own.get(key) as Shown) : `${name}.${key} is missing`,
      )
      .join('');
  }
  return compareScalar(name, wanted.value, shown);
}

function compareTensor(name: string, wanted: Extract<Wanted, { tensor: unknown }>, shown: Shown): string {
  if (shown.kind === 'number' && wanted.shape.length === 0) {
    return differs(wanted.tensor, shown.value, wanted.dtype)
      ? `${name} is ${shown.value}, not ${wanted.tensor}`
      : '';
  }
  if (shown.kind !== 'tensor') return `${name} is ${shown.kind}, not a tensor`;
  const { tensor } = shown;
  if (tensor.dtype !== wanted.dtype) return `${name} is ${tensor.dtype}, not ${wanted.dtype}`;
  if (String(tensor.shape) !== String(wanted.shape))
    return `${name} has shape ${tensor.shape}, not ${wanted.shape}`;
  const own = flat(toNested(tensor));
  const bad = flat(wanted.tensor).findIndex((x, i) => differs(x, own[i], tensor.dtype));
  return bad < 0 ? '' : `${name}: element ${bad} is ${own[bad]}, not ${flat(wanted.tensor)[bad]}`;
}

function compareScalar(name: string, value: unknown, shown: Shown): string {
  if (value === null) return shown.kind === 'none' ? '' : `${name} is ${shown.kind}, not None`;
  if (shown.kind === 'text')
    return shown.value === value
      ? ''
      : `${name} is ${JSON.stringify(shown.value)}, not ${JSON.stringify(value)}`;
  if (shown.kind !== 'number') return `${name} is ${shown.kind}, not ${JSON.stringify(value)}`;
  if ((typeof value === 'boolean') !== (shown.type === 'bool'))
    return `${name} is a ${shown.type}, not ${value}`;
  const exact = typeof value === 'boolean' || shown.type === 'int';
  return differs(value, shown.value, exact ? '' : 'float32') ? `${name} is ${shown.value}, not ${value}` : '';
}
