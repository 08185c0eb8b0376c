import type { Dict } from '../../python/ast.ts';
import { constant, unknown } from '../value.ts';
import type { CallArguments } from './arguments.ts';
import { entriesOf } from './containers.ts';
import { evaluate } from './expressions.ts';
import { join, joinAll } from './join.ts';
import type { Frame, Machine } from './machine.ts';
import type { DictContents, DictValue, Value } from './values.ts';

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

/** The text that a key is; undefined for any other. */
export const textOfKey = (key: string): string | undefined =>
  key.startsWith('s') ? key.slice(1) : undefined;

/** Keys that are constants are told apart, by type too. */
export function keyOf(value: Value): string | null {
  if (value.kind !== 'constant') return null;
  return typeof value.value === 'string'
    ? textKey(value.value)
    : `${typeof value.value}${String(value.value)}`;
}

/** What a dict holds under keys that are text, by these. */
export function textEntries({ cell }: DictValue): readonly (readonly [string, Value])[] {
  return [...(cell.value?.entries ?? [])].flatMap(([key, value]) => {
    const text = textOfKey(key);
    return text === undefined ? [] : [[text, value ?? unknown] as const];
  });
}

/** The keys and values of a dict as far as they are told apart. */
const itemsOf = (contents: DictContents | undefined): (readonly [key: Value, value: Value])[] =>
  Array.from(contents?.entries ?? [], ([key, value]) => [keyValue(key), value]);

/** The keywords of a call as items of a dict. */
export const keywordItems = ({ keywords }: CallArguments): (readonly [key: Value, value: Value])[] =>
  Array.from(keywords, ([name, { value }]) => [constant(name), value]);

/** The keys and values of a dict, or those that are given as pairs; of what is not known, one that is not either. */
export function pairsOf(source: Value): (readonly [key: Value, value: Value])[] {
  if (source.kind === 'dict') return [...itemsOf(source.cell.value), ...restOf(source.cell.value)];
  return (entriesOf(source) ?? [{ value: unknown, many: true }]).map(({ value, many }) => {
    const pair = entriesOf(value);
    // One of many has a key that is not theirs.
    return [many ? unknown : (pair?.[0]?.value ?? unknown), pair?.[1]?.value ?? unknown];
  });
}

/** What lies under keys that are not known. */
const restOf = (contents: DictContents | undefined): (readonly [key: Value, value: Value])[] =>
  contents?.rest == null ? [] : [[unknown, contents.rest]];

const nothing: DictContents = { entries: new Map(), rest: null };

/** What is in a dict; nothing where that was never written. */
export const contentsOf = ({ cell }: DictValue): DictContents => cell.value ?? nothing;

/** The key that a text stands for; unknown where it cannot be told. */
export function keyValue(key: string): Value {
  const text = textOfKey(key);
  if (text !== undefined) return constant(text);
  return key.startsWith('number') ? constant(Number(key.slice(6))) : unknown;
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
  dictSetAll(machine, dict, [[key, value]]);
}

/** `dict[key] = value` for each in turn. */
export function dictSetAll(
  machine: Machine,
  dict: DictValue,
  items: Iterable<readonly [key: Value, value: Value]>,
): void {
  const contents = dict.cell.value;
  const entries = new Map(contents?.entries);
  let rest = contents?.rest ?? null;
  for (const [key, value] of items) {
    const name = keyOf(key);
    if (name !== null) entries.set(name, value);
    else rest = rest === null ? value : join(rest, value);
  }
  machine.store.write(dict.cell, { entries, rest });
}
