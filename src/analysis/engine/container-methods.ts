import type { CallSite } from '../site.ts';
import { constant, unknown } from '../value.ts';
import type { CallArguments } from './arguments.ts';
import { append, entriesOf } from './containers.ts';
import { dictGet, dictSetAll, keyOf, keywordItems, pairsOf } from './dicts.ts';
import { fill } from './fold.ts';
import { observeAppend } from './kept.ts';
import { isDull } from './loops.ts';
import type { Frame, Machine } from './machine.ts';
import type { DictValue, ListValue, Value } from './values.ts';

export function callListMethod(
  machine: Machine,
  _frame: Frame,
  list: ListValue,
  name: string,
  args: CallArguments,
  at: CallSite,
): Value {
  const [first, second] = args.positional.map(({ value }) => value);
  switch (name) {
    case 'append':
    case 'add':
      if (first !== undefined) appendOne(machine, list, first, at);
      return constant(null);
    case 'extend':
      append(
        machine,
        list,
        (first === undefined ? undefined : entriesOf(first)) ?? [{ value: unknown, many: true }],
      );
      return constant(null);
    case 'insert':
      if (second !== undefined) insert(machine, list, first, second);
      return constant(null);
    case 'pop': {
      const entries = list.cell.value ?? [];
      const last = entries.at(-1);
      if (first === undefined && last !== undefined && !last.many)
        machine.store.write(list.cell, entries.slice(0, -1));
      return last?.value ?? unknown;
    }
    case 'copy':
      return machine.newList(list.cell.value ?? []);
    case 'reverse':
    case 'sort':
    case 'clear':
      machine.store.write(
        list.cell,
        name === 'clear'
          ? []
          : name === 'reverse'
            ? [...(list.cell.value ?? [])].reverse()
            : (list.cell.value ?? []),
      );
      return constant(null);
    default:
      return unknown;
  }
}

function appendOne(machine: Machine, list: ListValue, value: Value, at: CallSite): void {
  observeAppend(machine, value, at);
  append(machine, list, [{ value: isDull(value) && value.kind !== 'tensor' ? unknown : value, many: false }]);
}

function insert(machine: Machine, list: ListValue, at: Value | undefined, value: Value): void {
  const entries = list.cell.value ?? [];
  const place = at?.kind === 'constant' && typeof at.value === 'number' ? at.value : entries.length;
  machine.store.write(list.cell, [
    ...entries.slice(0, place),
    { value, many: false },
    ...entries.slice(place),
  ]);
}

export function callDictMethod(machine: Machine, dict: DictValue, name: string, args: CallArguments): Value {
  const [first, second] = args.positional.map(({ value }) => value);
  const contents = dict.cell.value;
  switch (name) {
    case 'get':
    case 'pop':
      return first === undefined ? unknown : dictDefault(dict, first, second);
    case 'setdefault':
      return first === undefined ? unknown : dictDefault(dict, first, second);
    case 'update':
      if (first !== undefined) dictSetAll(machine, dict, pairsOf(first));
      dictSetAll(machine, dict, keywordItems(args));
      return constant(null);
    case 'values':
      return machine.newList(pairsOf(dict).map(([key, value]) => ({ value, many: key.kind === 'unknown' })));
    case 'items':
      return machine.newList(
        pairsOf(dict).map((items) => ({
          value: { kind: 'tuple', items },
          many: items[0].kind === 'unknown',
        })),
      );
    case 'copy':
      return contents === undefined ? unknown : { kind: 'dict', cell: machine.store.cell(contents, true) };
    default:
      return unknown;
  }
}

function dictDefault(dict: DictValue, key: Value, fallback: Value | undefined): Value {
  const name = keyOf(key);
  const contents = dict.cell.value;
  if (name !== null && contents !== undefined && contents.rest === null && !contents.entries.has(name))
    return fallback ?? constant(null);
  return dictGet(dict, key);
}

export function callStringMethod(
  value: string | number | boolean | null,
  soft: boolean,
  name: string,
  args: CallArguments,
): Value {
  if (typeof value !== 'string') return unknown;
  if (name === 'lower') return constant(value.toLowerCase(), soft);
  if (name === 'upper') return constant(value.toUpperCase(), soft);
  if (name === 'strip') return constant(value.trim(), soft);
  const argument = args.positional[0]?.value;
  if (argument?.kind !== 'constant' || typeof argument.value !== 'string') return unknown;
  if (name === 'format') return fill(value, '{}', argument.value, soft || argument.soft);
  if (name === 'startswith') return constant(value.startsWith(argument.value), soft);
  if (name === 'endswith') return constant(value.endsWith(argument.value), soft);
  return unknown;
}
