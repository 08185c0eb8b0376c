import type { Sequence } from '../../python/ast.ts';
import { constant, unknown } from '../value.ts';
import { batchOf } from './batches.ts';
import { keyValue, newDict, textKey } from './dicts.ts';
import { evaluate } from './expressions.ts';
import { joinAll } from './join.ts';
import type { Frame, Machine } from './machine.ts';
import { rowOf } from './shapes.ts';
import type { DictValue, ListEntry, ListValue, ObjectValue, Value } from './values.ts';

export function sequenceFrom(machine: Machine, frame: Frame, node: Sequence): Value {
  const entries: ListEntry[] = [];
  for (const elt of node.elts) {
    const value = evaluate(machine, frame, elt);
    if (elt.kind !== 'Starred') entries.push({ value, many: false });
    else entries.push(...(entriesOf(value) ?? [{ value: unknown, many: true }]));
  }
  const exact = entries.every(({ many }) => !many);
  if (node.kind === 'Tuple' && exact) return { kind: 'tuple', items: entries.map(({ value }) => value) };
  return machine.newList(entries);
}

/** The elements of a tuple, list or known iterable; undefined when nothing is known of them. */
export function entriesOf(value: Value): readonly ListEntry[] | undefined {
  switch (value.kind) {
    case 'tuple':
      return value.items.map((item) => ({ value: item, many: false }));
    case 'list':
      return value.cell.value ?? [];
    case 'dict':
      return [...(value.cell.value?.entries.keys() ?? [])].map((key) => ({
        value: keyValue(key),
        many: false,
      }));
    case 'object':
      if (isModuleDict(value))
        return [...value.attributes.keys()].map((key) => ({ value: constant(key), many: false }));
      return value.items === null ? undefined : entriesOf(value.items);
    case 'union': {
      const all = value.options.map(entriesOf);
      if (all.some((entries) => entries === undefined)) return undefined;
      return [
        { value: joinAll(all.flatMap((entries) => (entries ?? []).map((entry) => entry.value))), many: true },
      ];
    }
    default:
      return undefined;
  }
}

export const isModuleDict = ({ name }: ObjectValue): boolean => name === 'torch.nn.ModuleDict';

/** The contents of an `nn.ModuleDict`, whose modules are its attributes. */
export function moduleDict(machine: Machine, { attributes }: ObjectValue): DictValue {
  const entries = new Map(
    [...attributes].map(([key, { value }]) => [textKey(key), value ?? unknown] as const),
  );
  return newDict(machine, { entries, rest: null });
}

/** What a `for` loop goes through. A tensor gives its rows, a data loader its batches. */
export function iterate(machine: Machine, value: Value): readonly ListEntry[] {
  const entries = entriesOf(value);
  if (entries !== undefined) return entries;
  if (value.kind === 'tensor') return [{ value: rowOf(value), many: true }];
  const batch = value.kind === 'object' ? batchOf(machine, value) : undefined;
  return [{ value: batch ?? unknown, many: true }];
}

/** Any one element. */
export function elementOf(value: Value): Value {
  return anyOf(entriesOf(value) ?? []);
}

export const anyOf = (entries: readonly ListEntry[]): Value =>
  entries.length === 0 ? unknown : joinAll(entries.map(({ value }) => value));

export function append(machine: Machine, list: ListValue, entries: readonly ListEntry[]): void {
  const present = list.cell.value ?? [];
  const added = entries.filter((entry) => !isRepeat(present.at(-1), entry));
  if (added.length > 0) machine.store.write(list.cell, [...present, ...added].slice(0, maxEntries));
}

/** Lists longer than this keep only their beginning; nobody writes such a Sequential. */
const maxEntries = 400;

/** Another unknown after any number of unknowns says nothing new. */
function isRepeat(last: ListEntry | undefined, entry: ListEntry): boolean {
  return last?.many === true && last.value.kind === 'unknown' && entry.value.kind === 'unknown';
}
