import type { Dict, Sequence } from '../../python/ast.ts';
import { constant, unknown } from '../value.ts';
import { evaluate } from './expressions.ts';
import { join, joinAll } from './join.ts';
import type { Frame, Machine } from './machine.ts';
import type { DictContents, DictValue, ListEntry, ListValue, ObjectValue, Value } from './values.ts';

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

export function dictFrom(machine: Machine, frame: Frame, node: Dict): DictValue {
  const entries = new Map<string, Value>();
  let rest: Value | null = null;
  for (const [i, key] of node.keys.entries()) {
    const valueNode = node.values[i];
    if (valueNode === undefined) continue;
    const value = evaluate(machine, frame, valueNode);
    if (key === null) rest = mergeInto(entries, rest, value);
    else {
      const name = keyOf(evaluate(machine, frame, key));
      if (name === null) rest = rest === null ? value : join(rest, value);
      else entries.set(name, value);
    }
  }
  return newDict(machine, { entries, rest });
}

export const newDict = (machine: Machine, contents: DictContents): DictValue => ({
  kind: 'dict',
  cell: machine.store.cell(contents, true),
});

function mergeInto(entries: Map<string, Value>, rest: Value | null, value: Value): Value | null {
  const contents = value.kind === 'dict' ? value.cell.value : undefined;
  if (contents === undefined) return unknown;
  for (const [key, item] of contents.entries) entries.set(key, item);
  if (contents.rest === null) return rest;
  return rest === null ? contents.rest : join(rest, contents.rest);
}

/** The key of a dictionary that is a text. */
export const textKey = (text: string): string => `s${text}`;

/** Keys that are constants are told apart, by type too. */
export function keyOf(value: Value): string | null {
  if (value.kind !== 'constant') return null;
  return typeof value.value === 'string'
    ? textKey(value.value)
    : `${typeof value.value}${String(value.value)}`;
}

/** What a dict holds under keys that are text, by these. */
export function textEntries({ cell }: DictValue): readonly (readonly [string, Value])[] {
  return [...(cell.value?.entries ?? [])].flatMap(([key, value]) =>
    key.startsWith('s') ? [[key.slice(1), value ?? unknown] as const] : [],
  );
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
  const entries = new Map([...attributes].map(([key, { value }]) => [`s${key}`, value ?? unknown] as const));
  return newDict(machine, { entries, rest: null });
}

const keyValue = (key: string): Value => (key.startsWith('s') ? constant(key.slice(1)) : numericKey(key));

function numericKey(key: string): Value {
  return key.startsWith('number') ? constant(Number(key.slice(6))) : unknown;
}

/** What a `for` loop goes through. A tensor gives its rows. */
export function iterate(_machine: Machine, value: Value): readonly ListEntry[] {
  const entries = entriesOf(value);
  if (entries !== undefined) return entries;
  if (value.kind === 'tensor')
    return [{ value: { ...value, shape: value.shape?.slice(1) ?? null }, many: true }];
  return [{ value: unknown, many: true }];
}

/** Any one element. */
export function elementOf(value: Value): Value {
  const entries = entriesOf(value);
  if (entries === undefined || entries.length === 0) return unknown;
  return joinAll(entries.map((entry) => entry.value));
}

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

export function dictGet(dict: DictValue, key: Value): Value {
  const contents = dict.cell.value;
  if (contents === undefined) return unknown;
  const name = keyOf(key);
  if (name !== null) return contents.entries.get(name) ?? contents.rest ?? unknown;
  const all = [...contents.entries.values()];
  if (contents.rest !== null) all.push(contents.rest);
  return joinAll(all);
}

export function dictSet(machine: Machine, dict: DictValue, key: Value, value: Value): void {
  const contents = dict.cell.value ?? { entries: new Map(), rest: null };
  const name = keyOf(key);
  if (name === null) {
    const rest = contents.rest === null ? value : join(contents.rest, value);
    machine.store.write(dict.cell, { entries: contents.entries, rest });
    return;
  }
  machine.store.write(dict.cell, {
    entries: new Map(contents.entries).set(name, value),
    rest: contents.rest,
  });
}
