import type { SetValue, Value } from './value.ts';

/** Python's hash of an integer key; other keys have hashes that are not worked out here. */
function hashOf(value: Value): bigint | undefined {
  if (value.kind !== 'int' && value.kind !== 'bool' && value.kind !== 'float') return undefined;
  const number = Number(value.value);
  if (!Number.isSafeInteger(number)) return undefined;
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

/**
 * The items in the order in which CPython's set gives them: that of its table of hashes, into which they are put one after
 * another. Undefined for text, which has another hash in every process.
 */
function inHashOrder(items: readonly Value[]): readonly Value[] | undefined {
  let table = new Array<Entry | undefined>(smallest).fill(undefined);
  for (const [i, value] of items.entries()) {
    const hash = hashOf(value);
    if (hash === undefined) return undefined;
    table[freePlace(table, hash)] = { hash, value };
    if ((i + 1) * 5 >= (table.length - 1) * 3) table = grown(table, i + 1);
  }
  return table.flatMap((entry) => (entry ? [entry.value] : []));
}

export interface SetItems {
  readonly items: readonly Value[];
  /** Chance decides in which order they come. */
  readonly byChance: boolean;
}

/** What a set gives when it is gone through. */
export function setItems({ entries }: SetValue): SetItems {
  const items = [...entries.values()];
  const ordered = items.length < 2 ? items : inHashOrder(items);
  return { items: ordered ?? items, byChance: ordered === undefined };
}
