import type { CallSite } from '../site.ts';
import { constant, unknown } from '../value.ts';
import { type CallArguments, noArguments } from './arguments.ts';
import { getAttribute, getAttributeCell, setAttribute } from './attributes.ts';
import { callValue } from './calls.ts';
import { memberNamed } from './chosen.ts';
import { findInClass } from './classes.ts';
import { entriesOf, iterate } from './containers.ts';
import { dictSetAll, keywordItems, newDict } from './dicts.ts';
import { importNamed } from './imports.ts';
import type { Frame, LibraryCall, Machine } from './machine.ts';
import { namedTuple } from './named-tuples.ts';
import { makeObject } from './objects.ts';
import { binary } from './operators.ts';
import { fitsType } from './truth.ts';
import type { ListEntry, Value } from './values.ts';

/** Functions of Python itself and of its library; undefined for any other name. */
export const callBuiltin: LibraryCall = (machine, frame, name, args, at) => {
  const [first, second, third] = args.positional.map(({ value }) => value);
  switch (name) {
    case 'functools.partial':
      if (first === undefined) return unknown;
      return {
        kind: 'partial',
        func: first,
        args: { ...args, positional: args.positional.slice(1) },
        result: 'same',
      };
    case 'collections.OrderedDict':
    case 'builtins.dict':
    case 'collections.defaultdict':
      return dictOf(machine, name.endsWith('defaultdict') ? undefined : first, args);
    case 'argparse.ArgumentParser':
    case namedTuple:
    case 'haiku.transform':
    case 'haiku.transform_with_state':
      return makeObject(machine, name, args, at);
    case 'builtins.getattr':
      return second === undefined ? unknown : attributeNamed(machine, first, second, third);
    case 'builtins.vars':
      return first === undefined ? unknown : getAttribute(machine, first, '__dict__', null);
    case 'importlib.import_module':
      return first === undefined ? unknown : importNamed(machine, frame, first);
    case 'builtins.staticmethod':
    case 'builtins.classmethod':
      return first ?? unknown;
    case 'dataclasses.field':
      return fieldDefault(machine, frame, args, at);
    case 'builtins.setattr':
      if (
        first !== undefined &&
        second?.kind === 'constant' &&
        typeof second.value === 'string' &&
        third !== undefined
      )
        setAttribute(machine, first, second.value, third);
      return constant(null);
    case 'builtins.hasattr':
      return hasAttribute(machine, first, second);
    case 'builtins.isinstance':
      return isInstance(first, second);
    case 'builtins.callable':
      return first !== undefined && isCallable(first) ? constant(true) : unknown;
    default:
      return callIterating(machine, frame, name, args, at);
  }
};

/** `field(default=…)`, `field(default_factory=…)` of a dataclass. */
function fieldDefault(machine: Machine, frame: Frame, args: CallArguments, at: CallSite): Value {
  const factory = args.keywords.get('default_factory')?.value;
  if (factory !== undefined) return callValue(machine, frame, factory, noArguments, at);
  return args.keywords.get('default')?.value ?? unknown;
}

const callIterating: LibraryCall = (machine, frame, name, args, at) => {
  const [first, second] = args.positional.map(({ value }) => value);
  switch (name) {
    case 'builtins.list':
    case 'builtins.sorted':
    case 'builtins.set':
    case 'builtins.iter':
      return first === undefined ? machine.newList([]) : machine.newList(iterate(machine, first));
    case 'builtins.tuple':
      return tupleOf(machine, first);
    case 'builtins.reversed':
      return machine.newList([...iterate(machine, first ?? unknown)].reverse());
    case 'builtins.enumerate':
    case 'tqdm.notebook.tqdm.enumerate':
      return machine.newList(iterate(machine, first ?? unknown).map((entry) => numbered(entry)));
    case 'builtins.zip':
      return zipped(machine, args);
    case 'builtins.map':
      return mapped(machine, frame, first, second, at);
    case 'builtins.range':
      return machine.newList([{ value: unknown, many: true }]);
    case 'builtins.next':
      return first === undefined ? unknown : (iterate(machine, first)[0]?.value ?? unknown);
    case 'builtins.sum':
      return total(machine, first);
    case 'builtins.len':
      return lengthOf(first);
    case 'tqdm.tqdm':
    case 'tqdm.trange':
    case 'tqdm.auto.tqdm':
    case 'tqdm.notebook.tqdm':
      return first ?? unknown;
    default:
      return name.startsWith('builtins.') ? unknown : undefined;
  }
};

function dictOf(machine: Machine, source: Value | undefined, args: CallArguments): Value {
  const dict = newDict(machine, { entries: new Map(), rest: null });
  if (source?.kind === 'dict') dict.cell.value = source.cell.value;
  else if (source !== undefined) dictSetAll(machine, dict, pairsOf(source));
  dictSetAll(machine, dict, keywordItems(args));
  return dict;
}

/** The keys and values that are given as pairs. */
const pairsOf = (source: Value): (readonly [Value, Value])[] =>
  (entriesOf(source) ?? [{ value: unknown }]).map(({ value }) => {
    const pair = entriesOf(value);
    return [pair?.[0]?.value ?? unknown, pair?.[1]?.value ?? unknown];
  });

/** `getattr(nn, 'CrossEntropyLoss')`. */
function attributeNamed(
  machine: Machine,
  object: Value | undefined,
  name: Value,
  fallback: Value | undefined,
): Value {
  if (object === undefined) return unknown;
  if (
    name.kind === 'constant' &&
    typeof name.value === 'string' &&
    fallback !== undefined &&
    object.kind === 'object' &&
    object.name === 'argparse.Namespace' &&
    getAttributeCell(object, name.value) === undefined
  )
    return fallback;
  return memberNamed(machine, object, name);
}

/** True for what an object or its class surely has; what is not found may be set elsewhere. */
function hasAttribute(machine: Machine, object: Value | undefined, name: Value | undefined): Value {
  if (object?.kind !== 'instance' || name?.kind !== 'constant' || typeof name.value !== 'string')
    return unknown;
  const own = object.attributes.get(name.value)?.value !== undefined;
  return own || findInClass(machine, object.cls, name.value).kind === 'found' ? constant(true) : unknown;
}

function isInstance(object: Value | undefined, type: Value | undefined): Value {
  if (object === undefined || type === undefined) return unknown;
  const types = type.kind === 'tuple' ? type.items : [type];
  const names = types.map((item) =>
    item.kind === 'library' ? item.name.slice(item.name.lastIndexOf('.') + 1) : '?',
  );
  const fits = object.kind === 'union' ? null : fitsType(object, names);
  return fits === null ? unknown : constant(fits, object.kind === 'constant' && object.soft);
}

const isCallable = ({ kind }: Value): boolean =>
  kind === 'function' || kind === 'method' || kind === 'class' || kind === 'partial';

function tupleOf(machine: Machine, value: Value | undefined): Value {
  const entries = value === undefined ? [] : iterate(machine, value);
  if (entries.some(({ many }) => many)) return machine.newList(entries);
  return { kind: 'tuple', items: entries.map((entry) => entry.value) };
}

const numbered = (entry: ListEntry): ListEntry => ({
  value: { kind: 'tuple', items: [unknown, entry.value] },
  many: entry.many,
});

function zipped(machine: Machine, args: CallArguments): Value {
  const lists = args.positional.map(({ value }) => iterate(machine, value));
  const exact = lists.length > 0 && lists.every((list) => list.every(({ many }) => !many));
  const length = exact ? Math.min(...lists.map((list) => list.length)) : 1;
  const entries = Array.from({ length }, (_, i) => ({
    value: {
      kind: 'tuple' as const,
      items: lists.map((list) => (exact ? list[i]?.value : list[0]?.value) ?? unknown),
    },
    many: !exact,
  }));
  return machine.newList(entries);
}

function mapped(
  machine: Machine,
  frame: Frame,
  func: Value | undefined,
  list: Value | undefined,
  at: CallSite,
): Value {
  if (func === undefined || list === undefined) return unknown;
  const entries = iterate(machine, list).map(({ value, many }) => {
    const pass = { value, span: at.call, unit: at.unit };
    return { value: callValue(machine, frame, func, { ...noArguments, positional: [pass] }, at), many };
  });
  return machine.newList(entries);
}

/** `sum(losses)`: the sum of losses is a loss. */
function total(machine: Machine, list: Value | undefined): Value {
  const entries = list === undefined ? undefined : entriesOf(list);
  if (entries === undefined || entries.length === 0) return unknown;
  return entries.map(({ value }) => value).reduce((left, right) => binary(machine, '+', left, right));
}

function lengthOf(value: Value | undefined): Value {
  if (value?.kind === 'constant' && typeof value.value === 'string') return constant(value.value.length);
  if (value?.kind === 'dict' && value.cell.value?.rest === null)
    return constant(value.cell.value.entries.size);
  const entries = value?.kind === 'tuple' || value?.kind === 'list' ? entriesOf(value) : undefined;
  if (entries === undefined || entries.some(({ many }) => many)) return unknown;
  return constant(entries.length);
}
