import { notKnown } from '../signals.ts';
import { int } from '../values/make.ts';
import { ordersByChance, setItems } from '../values/set-order.ts';
import { asSample } from '../values/truth.ts';
import type { DictValue, RangeValue, Value } from '../values/value.ts';

export function rangeLength({ start, stop, step }: RangeValue): number {
  return Math.max(0, Math.ceil((stop - start) / step));
}

/** The items of anything whose order does not matter to what is made of them. */
export const unorderedItems = (value: Value): readonly Value[] | undefined =>
  value.kind === 'set' ? [...entriesOf(value).values()] : value.kind === 'list' ? value.items : undefined;

/** The items of a list, tuple, range or set; undefined for anything else. */
export function itemsOf(value: Value): readonly Value[] | undefined {
  switch (value.kind) {
    case 'list':
      if (value.lost !== undefined) return notKnown(value.lost);
      return value.shuffled === true ? value.items.map(asSample) : value.items;
    case 'tuple':
      return value.items;
    case 'range':
      return Array.from({ length: Math.min(rangeLength(value), maxItems) }, (_, i) =>
        int(value.start + i * value.step),
      );
    case 'set':
      entriesOf(value);
      return ordersByChance(value) ? setItems(value).map(asSample) : setItems(value);
    default:
      return undefined;
  }
}

/** The entries of a dictionary or set, which must all be known. */
export const entriesOf = <Entries>(value: { readonly entries: Entries; readonly lost?: string }): Entries =>
  value.lost === undefined ? value.entries : notKnown(value.lost);

/** The first of equal keys stays: `d[1.0] = …` changes the value of `d[1]`. */
export function setEntry({ entries }: DictValue, at: string, key: Value, value: Value): void {
  entries.set(at, [entries.get(at)?.[0] ?? key, value]);
}

/** A dictionary with other values under the same keys. */
export const mapValues = (value: DictValue, change: (item: Value) => Value): DictValue => ({
  ...value,
  entries: new Map([...entriesOf(value)].map(([at, [key, item]]) => [at, [key, change(item)]])),
});

/** More items than this are not made into a list at once. */
export const maxItems = 1_000_000;
