import { isNumber, type NumberValue } from './number.ts';
import type { SetValue, Value } from './value.ts';

/** Other keys than integers have hashes that are not worked out here; those of text are others in every process. */
const isInteger = (value: Value): value is NumberValue =>
  isNumber(value) && Number.isSafeInteger(Number(value.value));

/** Python's hash of an integer. */
function hashOf({ value }: NumberValue): bigint {
  const number = Number(value);
  return BigInt.asUintN(64, BigInt(number === -1 ? -2 : number));
}

const smallest = 8;
const neighbours = 9;

interface Entry {
  readonly hash: bigint;
  readonly value: Value;
}

/** The first free place for a hash: its own, those beside it, then places further off. */
function freePlace(table: readonly (Entry | undefined)[], hash: bigint): number {
  const mask = table.length - 1;
  let at = Number(hash & BigInt(mask));
  for (let perturbed = hash; ; ) {
    const last = at + neighbours <= mask ? at + neighbours : at;
    for (let i = at; i <= last; i++) if (!table[i]) return i;
    perturbed >>= 5n;
    at = Number((BigInt(at) * 5n + 1n + perturbed) & BigInt(mask));
  }
}

function grown(table: readonly (Entry | undefined)[], used: number): (Entry | undefined)[] {
  let size = smallest;
  while (size <= used * 4) size *= 2;
  const next = new Array<Entry | undefined>(size).fill(undefined);
  for (const entry of table) if (entry) next[freePlace(next, entry.hash)] = entry;
  return next;
}

/** The order in which CPython's set gives its items: that of its table of hashes, into which they are put one after another. */
function inHashOrder(items: readonly NumberValue[]): readonly Value[] {
  let table = new Array<Entry | undefined>(smallest).fill(undefined);
  for (const [i, value] of items.entries()) {
    const hash = hashOf(value);
    table[freePlace(table, hash)] = { hash, value };
    if ((i + 1) * 5 >= (table.length - 1) * 3) table = grown(table, i + 1);
  }
  return table.flatMap((entry) => (entry ? [entry.value] : []));
}

/** Chance decides in which order the items of a set come. */
export const ordersByChance = ({ entries }: SetValue): boolean =>
  entries.size > 1 && ![...entries.values()].every(isInteger);

/** What a set gives when it is gone through. */
export function setItems({ entries }: SetValue): readonly Value[] {
  const items = [...entries.values()];
  return items.length > 1 && items.every(isInteger) ? inHashOrder(items) : items;
}
