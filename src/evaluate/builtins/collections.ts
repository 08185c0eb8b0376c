import type { Context } from '../context.ts';
import { collectItems } from '../interpreter/iterate.ts';
import type { Args } from '../library/args.ts';
import { define, type Entry, type Run } from '../library/define.ts';
import { entriesOf, itemsOf, setEntry } from '../library/items.ts';
import { notKnown, raise } from '../signals.ts';
import { keyOf, textKey } from '../values/key.ts';
import { dict, int, list, namedDict, namedTuple, none, str, tuple } from '../values/make.ts';
import { typeName } from '../values/type-name.ts';
import type { DictValue, Value } from '../values/value.ts';
import { dequeFunctions } from './deque.ts';
import { makeDict } from './dictionary.ts';

const defaultDict: Run = (context, args) => {
  const [factory = none, ...source] = args.rest;
  const made = fromSource(context, source[0]);
  return factory.kind === 'None' ? made : { ...made, factory, typeName: 'defaultdict' };
};

function fromSource(context: Context, source: Value | undefined): DictValue {
  const made = dict();
  if (!source) return made;
  if (source.kind !== 'dict') return notKnown('a dictionary made of something else');
  for (const [, [key, value]] of entriesOf(source))
    made.entries.set(keyOf(key, context.identity), [key, value]);
  return made;
}

/** One more of a key, or as many as a dictionary says. */
function addCount(into: DictValue, at: string, key: Value, amount: Value): void {
  const before = into.entries.get(at);
  setEntry(into, at, key, before ? int(wholeOf(before[1]) + wholeOf(amount)) : amount);
}

const wholeOf = (value: Value): number =>
  value.kind === 'int' ? value.value : notKnown(`a count that is a ${typeName(value)}`);

/** What a Counter is given counts on top of what it has. */
export function countInto(context: Context, into: DictValue, { rest, keywords }: Args): void {
  const [source] = rest;
  if (source?.kind === 'dict')
    for (const [at, [key, amount]] of entriesOf(source)) addCount(into, at, key, amount);
  else if (source)
    for (const item of collectItems(context, source))
      addCount(into, keyOf(item, context.identity), item, int(1));
  for (const [name, amount] of keywords) addCount(into, textKey(name), str(name), amount);
}

const counter: Run = (context, args) => {
  const made: DictValue = { ...dict(), typeName: 'Counter' };
  countInto(context, made, args);
  return made;
};

const size = (value: Value): number => (value.kind === 'int' || value.kind === 'float' ? value.value : 0);

const mostCommon: Run = (_context, args) => {
  const self = args.get('self');
  if (self.kind !== 'dict' || self.typeName !== 'Counter') return notKnown('most_common of this');
  const ordered = [...entriesOf(self).values()].sort((a, b) => size(b[1]) - size(a[1]));
  return list(ordered.slice(0, args.optionalInteger('n') ?? ordered.length).map((entry) => tuple(entry)));
};

/** `namedtuple('Point', ['x', 'y'])` gives a function that makes such tuples. */
const namedTupleType: Run = (_context, args) => {
  const given = args.get('field_names');
  const fields =
    given.kind === 'str'
      ? given.value.split(/[\s,]+/).filter((name) => name !== '')
      : (itemsOf(given) ?? []).map((item) => (item.kind === 'str' ? item.value : notKnown('a field name')));
  const name = args.text('typename');
  const defaults = itemsOf(args.get('defaults')) ?? [];
  return define(
    'collections.namedtuple.type(*values, **named)',
    (_inner, { rest, keywords }) =>
      namedTuple(
        name,
        fields,
        fields.map(
          (field, i) =>
            rest[i] ??
            keywords.get(field) ??
            defaults[i - fields.length + defaults.length] ??
            raise('TypeError', `${name}.__new__() missing 1 required positional argument: '${field}'`),
        ),
      ),
    { lenient: true },
  ).builtin;
};

export const collectionFunctions: readonly Entry[] = [
  define('collections.OrderedDict(*source, **entries)', (context, args) => {
    const made = makeDict(context, args);
    return made.kind === 'dict' ? { ...made, typeName: 'OrderedDict' } : made;
  }),
  define('collections.defaultdict(*source)', defaultDict),
  define('collections.Counter(*source, **entries)', counter),
  define('dict:most_common(self, n=None)', mostCommon),
  define('collections.namedtuple(typename, field_names, *, rename=False, defaults=())', namedTupleType),
  define('tuple:_asdict(self)', (_context, args) => {
    const self = args.get('self');
    if (self.kind !== 'tuple' || !self.fields) return notKnown('_asdict of this');
    return namedDict(self.fields.map((name, i) => [name, self.items[i] as Value]));
  }),
  define('tuple:_replace(self, **changes)', (_context, args) => {
    const self = args.get('self');
    if (self.kind !== 'tuple' || !self.fields) return notKnown('_replace of this');
    const { fields } = self;
    return { ...self, items: self.items.map((item, i) => args.keywords.get(fields[i] as string) ?? item) };
  }),
  ...dequeFunctions,
];
