import { charge } from '../context.ts';
import { collectItems } from '../interpreter/iterate.ts';
import type { Args } from '../library/args.ts';
import { define, type Entry, type Run } from '../library/define.ts';
import { itemsOf } from '../library/items.ts';
import { notKnown, raise } from '../signals.ts';
import { isEqual } from '../values/equal.ts';
import { keyOf } from '../values/key.ts';
import { bool, int, list, none, tuple } from '../values/make.ts';
import { repr } from '../values/repr.ts';
import type { DictValue, ListValue, SetValue, Value } from '../values/value.ts';
import { countInto } from './collections.ts';
import { fillDict } from './dictionary.ts';
import { missingKey } from './exceptions.ts';
import { sortedItems } from './functions.ts';
import { textMethods } from './text.ts';

const listOf = (args: Args): ListValue => {
  const self = args.get('self');
  if (self.kind !== 'list') return notKnown('not a list');
  return self.lost === undefined ? self : notKnown(self.lost);
};

const method = (head: string, run: Run): Entry => define(head, run, { lenient: true });

/** Refuses an argument that is not known, where the method needs its value. */
const known = (value: Value): Value =>
  value.kind === 'unknown' ? notKnown(value.reason, value.origin) : value;

const listMethods: readonly Entry[] = [
  method('list:append(self, item)', (_context, args) => {
    const self = args.get('self');
    if (self.kind === 'list') {
      self.items.push(args.get('item'));
      if (self.maxLength !== undefined && self.items.length > self.maxLength) self.items.shift();
    }
    return none;
  }),
  method('list:extend(self, items)', (context, args) => {
    const items = collectItems(context, known(args.get('items')));
    charge(context, items.length);
    const self = listOf(args);
    for (const item of items) self.items.push(item);
    if (self.maxLength !== undefined) self.items.splice(0, self.items.length - self.maxLength);
    return none;
  }),
  method('list:insert(self, index, item)', (_context, args) => {
    listOf(args).items.splice(args.integer('index'), 0, args.get('item'));
    return none;
  }),
  method('list:pop(self, index=-1)', (_context, args) => {
    const { items } = listOf(args);
    const at = args.integer('index');
    if (items.length === 0) return raise('IndexError', 'pop from empty list');
    return (
      items.splice(at < 0 ? at + items.length : at, 1)[0] ?? raise('IndexError', 'pop index out of range')
    );
  }),
  method('list:remove(self, item)', (_context, args) => {
    const { items } = listOf(args);
    const at = items.findIndex((item) => isEqual(item, known(args.get('item'))));
    if (at < 0) return raise('ValueError', 'list.remove(x): x not in list');
    items.splice(at, 1);
    return none;
  }),
  method('list:index(self, item)', (_context, args) => {
    const at = listOf(args).items.findIndex((item) => isEqual(item, known(args.get('item'))));
    return at < 0 ? raise('ValueError', `${repr(args.get('item'))} is not in list`) : int(at);
  }),
  method('list:count(self, item)', (_context, args) =>
    int(listOf(args).items.filter((item) => isEqual(item, known(args.get('item')))).length),
  ),
  method('list:clear(self)', (_context, args) => {
    listOf(args).items.length = 0;
    return none;
  }),
  method('list:copy(self)', (_context, args) => list([...listOf(args).items])),
  method('list:reverse(self)', (_context, args) => {
    listOf(args).items.reverse();
    return none;
  }),
  method('list:sort(self, *, key=None, reverse=False)', (context, args) => {
    const self = listOf(args);
    self.items = sortedItems(context, args, self.items);
    return none;
  }),
  method('tuple:index(self, item)', (_context, args) =>
    int((itemsOf(args.get('self')) ?? []).findIndex((item) => isEqual(item, known(args.get('item'))))),
  ),
  method('tuple:count(self, item)', (_context, args) =>
    int((itemsOf(args.get('self')) ?? []).filter((item) => isEqual(item, known(args.get('item')))).length),
  ),
  method('tuple:numel(self)', (_context, args) =>
    int((itemsOf(args.get('self')) ?? []).reduce((n, item) => n * (item.kind === 'int' ? item.value : 1), 1)),
  ),
];

const dictOf = (args: Args): DictValue => {
  const self = args.get('self');
  if (self.kind !== 'dict') return notKnown('not a dictionary');
  return self.lost === undefined ? self : notKnown(self.lost);
};

const dictMethods: readonly Entry[] = [
  method('dict:keys(self)', (_context, args) => ({
    ...list([...dictOf(args).entries.values()].map(([key]) => key)),
    typeName: 'dict_keys',
  })),
  method('dict:values(self)', (_context, args) => ({
    ...list([...dictOf(args).entries.values()].map(([, value]) => value)),
    typeName: 'dict_values',
  })),
  method('dict:items(self)', (_context, args) => ({
    ...list([...dictOf(args).entries.values()].map((entry) => tuple(entry))),
    typeName: 'dict_items',
  })),
  method(
    'dict:get(self, key, default=None)',
    (context, args) =>
      dictOf(args).entries.get(keyOf(known(args.get('key')), context.identity))?.[1] ?? args.get('default'),
  ),
  method('dict:pop(self, key, *default)', (context, args) => {
    const { entries } = dictOf(args);
    const key = keyOf(known(args.get('key')), context.identity);
    const found = entries.get(key);
    entries.delete(key);
    return found?.[1] ?? args.rest[0] ?? missingKey(args.get('key'));
  }),
  method('dict:setdefault(self, key, default=None)', (context, args) => {
    const { entries } = dictOf(args);
    const key = keyOf(known(args.get('key')), context.identity);
    if (!entries.has(key)) entries.set(key, [args.get('key'), args.get('default')]);
    return entries.get(key)?.[1] ?? none;
  }),
  method('dict:update(self, *other, **entries)', (context, args) => {
    const self = dictOf(args);
    (self.typeName === 'Counter' ? countInto : fillDict)(context, self, args);
    return none;
  }),
  method('dict:copy(self)', (_context, args) => ({ kind: 'dict', entries: new Map(dictOf(args).entries) })),
  method('dict:clear(self)', (_context, args) => {
    dictOf(args).entries.clear();
    return none;
  }),
];

const setOf = (args: Args): SetValue => {
  const self = args.get('self');
  if (self.kind !== 'set') return notKnown('not a set');
  return self.lost === undefined ? self : notKnown(self.lost);
};

/** What a `__setattr__` of one's own ends with. */
const storeAttribute: Run = (_context, args) => {
  const self = args.get('self');
  if (self.kind !== 'instance') return notKnown('an attribute of something else than an object');
  self.attributes.set(args.text('name'), args.get('value'));
  return none;
};

const setMethods: readonly Entry[] = [
  method('set:add(self, item)', (context, args) => {
    setOf(args).entries.set(keyOf(known(args.get('item')), context.identity), args.get('item'));
    return none;
  }),
  method('set:discard(self, item)', (context, args) => {
    setOf(args).entries.delete(keyOf(known(args.get('item')), context.identity));
    return none;
  }),
  method('set:copy(self)', (_context, args) => ({ kind: 'set', entries: new Map(setOf(args).entries) })),
];

const numberMethods: readonly Entry[] = [
  define('float:is_integer(self)', (_context, args) => bool(Number.isInteger(args.number('self')))),
  define('float:item(self)', (_context, args) => args.get('self')),
  define('int:bit_length(self)', (_context, args) =>
    int(args.number('self').toString(2).replace('-', '').length),
  ),
  define('object:__init__(self, *args)', () => none),
  ...['object:', 'builtins.object.'].map((prefix) =>
    method(`${prefix}__setattr__(self, name, value)`, storeAttribute),
  ),
  define('iterator:__iter__(self)', (_context, args) => args.get('self')),
];

export const pythonMethods: readonly Entry[] = [
  ...listMethods,
  ...dictMethods,
  ...setMethods,
  ...textMethods,
  ...numberMethods,
];
