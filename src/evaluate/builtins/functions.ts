import { type Context, charge, positional } from '../context.ts';
import { attribute, callMethod, classAttribute, hasAttribute } from '../interpreter/attributes.ts';
import { compareOrder, notOrdered } from '../interpreter/comparisons.ts';
import { describe } from '../interpreter/describe.ts';
import { collectItems, iterate } from '../interpreter/iterate.ts';
import { binaryOperation } from '../interpreter/operators.ts';
import type { Args } from '../library/args.ts';
import { define, type Entry, type Run } from '../library/define.ts';
import { itemsOf, rangeLength, unorderedItems } from '../library/items.ts';
import { NotKnown, notKnown, Raised, raise } from '../signals.ts';
import { rankOf, shapeOf } from '../tensor/tensor.ts';
import { formatValue } from '../values/format.ts';
import { keyOf } from '../values/key.ts';
import { bool, int, iterator, list, none, str, tuple, unknown } from '../values/make.ts';
import { repr, scalarOf, strOf } from '../values/repr.ts';
import { isSample, truthOrUnknown } from '../values/truth.ts';
import { typeName } from '../values/type-name.ts';
import type { Value } from '../values/value.ts';
import { abs, isInstance, round, toFloat, toInt } from './convert.ts';
import { makeDict } from './dictionary.ts';
import { exceptionClasses } from './exceptions.ts';
import { enumerate, filter, map, zip } from './iteration.ts';
import { typeOfValue } from './types.ts';

/** Prints what can be: a value that is not known leaves only its text out. */
function printing(context: Context, args: Args, text: () => string): Value {
  try {
    context.print(text(), args.rest.some(isSample));
  } catch (signal) {
    if (!(signal instanceof NotKnown)) throw signal;
  }
  return none;
}

const print: Run = (context, args) => {
  const separator = args.has('sep') ? args.text('sep') : ' ';
  const end = args.has('end') ? args.text('end') : '\n';
  return printing(
    context,
    args,
    () => args.rest.map((value) => strOf(describe(context, value, true))).join(separator) + end,
  );
};

/** A notebook's way to show values, as it shows the last line of a cell. */
const display: Run = (context, args) =>
  printing(context, args, () => args.rest.map((value) => `${repr(describe(context, value))}\n`).join(''));

const len: Run = (context, args) => {
  const value = args.get('obj');
  if (value.kind === 'str') return int(value.value.length);
  if (value.kind === 'range') return int(rangeLength(value));
  if (value.kind === 'dict' || value.kind === 'set')
    return value.lost === undefined ? int(value.entries.size) : notKnown(value.lost);
  if (value.kind === 'tensor')
    return rankOf(value) === 0
      ? raise('TypeError', 'len() of a 0-d tensor')
      : int(shapeOf(value)[0] as number);
  const items = itemsOf(value);
  if (items) return int(items.length);
  return (
    callMethod(context, value, '__len__', []) ??
    raise('TypeError', `object of type '${typeName(value)}' has no len()`)
  );
};

const range: Run = (_context, args) => {
  const numbers = args.rest.map((value) =>
    value.kind === 'int' || value.kind === 'bool'
      ? Number(value.value)
      : value.kind === 'tensor'
        ? Number((scalarOf(value) as { value: number }).value)
        : raise('TypeError', `'${typeName(value)}' object cannot be interpreted as an integer`),
  );
  const [first = 0, second, step = 1] = numbers;
  if (step === 0) raise('ValueError', 'range() arg 3 must not be zero');
  return { kind: 'range', start: second === undefined ? 0 : first, stop: second ?? first, step };
};

/** `sum([])` starts from 0 and adds with `+`, so tensors work. */
const sum: Run = (context, args) =>
  collectItems(context, args.get('iterable')).reduce(
    (total, item) => binaryOperation(context, '+', total, item),
    args.get('start'),
  );

const extreme =
  (sign: 1 | -1): Run =>
  (context, args) => {
    const items = args.rest.length === 1 ? collectItems(context, args.rest[0] as Value) : [...args.rest];
    const [first] = items;
    if (!first)
      return args.has('default')
        ? args.get('default')
        : raise('ValueError', `${args.name}() arg is an empty sequence`);
    const keys = keysOf(context, args, items);
    let best = 0;
    for (let i = 1; i < items.length; i++) {
      const order =
        compareOrder(keys[i] as Value, keys[best] as Value) ?? notKnown('an order that is not known');
      if (order * sign > 0) best = i;
    }
    return items[best] as Value;
  };

function keysOf(context: Context, args: Args, items: readonly Value[]): readonly Value[] {
  if (!args.has('key')) return items;
  return items.map((item) => context.call(args.get('key'), positional(item)));
}

/** A stable sort by `key`, as `sorted` and `list.sort` do. */
export function sortedItems(context: Context, args: Args, items: readonly Value[]): Value[] {
  charge(context, items.length * 8);
  const keys = keysOf(context, args, items);
  const order = items.map((_, i) => i);
  const direction = args.flag('reverse') ? -1 : 1;
  order.sort((a, b) => {
    const x = keys[a] as Value;
    const y = keys[b] as Value;
    const result = compareOrder(x, y);
    return result === undefined ? notOrdered('<', x, y) : direction * result;
  });
  return order.map((i) => items[i] as Value);
}

const getAttr: Run = (context, args) => {
  const target = args.get('object');
  const name = args.text('name');
  try {
    return attribute(context, target, name);
  } catch (signal) {
    const fallback = args.rest[0];
    if (signal instanceof Raised && signal.type === 'AttributeError' && fallback) return fallback;
    throw signal;
  }
};

const next: Run = (context, args) => {
  const value = args.get('iterator');
  const item =
    value.kind === 'instance' ? callMethod(context, value, '__next__', []) : iterate(context, value)();
  return item ?? args.rest[0] ?? raise('StopIteration', '');
};

/** The items for what comes out the same in whatever order they are. */
const inAnyOrder = (context: Context, value: Value): readonly Value[] =>
  unorderedItems(value) ?? collectItems(context, value);

/** `list(x)`; of a set of text it is in an order that chance decides. */
function listFrom(context: Context, value: Value | undefined): Value {
  if (!value) return list([]);
  const byChance = (value.kind === 'set' || value.kind === 'list') && isSample(value);
  if (byChance) return { ...list([...inAnyOrder(context, value)]), shuffled: true };
  return list(collectItems(context, value));
}

const makeSet: Run = (context, args) => ({
  kind: 'set',
  ...(args.name === 'frozenset' && { typeName: 'frozenset' as const }),
  entries: new Map(
    (args.rest[0] ? inAnyOrder(context, args.rest[0]) : []).map((item) => [
      keyOf(item, context.identity),
      item,
    ]),
  ),
});

const typeOf: Run = (_context, args) => {
  return typeOfValue(args.get('object'));
};

const isCallable = (value: Value): boolean =>
  value.kind === 'instance'
    ? ['__call__', 'forward'].some((name) => classAttribute(value.type, name) !== undefined)
    : ['function', 'builtin', 'method', 'class'].includes(value.kind);

const all =
  (wanted: boolean): Run =>
  (context, args) => {
    const next = iterate(context, args.get('iterable'));
    for (let item = next(); item; item = next()) if (truthOrUnknown(item) !== wanted) return bool(!wanted);
    return bool(wanted);
  };

const builtin = (head: string, run: Run, lenient = false): Entry =>
  define(`builtins.${head}`, run, { lenient });

export const builtinFunctions: readonly Entry[] = [
  builtin('print(*values, sep=None, end=None, file=None, flush=False)', print, true),
  ...['builtins.', 'IPython.display.'].map((module) =>
    define(`${module}display(*values, **options)`, display, { lenient: true }),
  ),
  builtin('len(obj)', len),
  builtin('range(*bounds)', range),
  builtin('enumerate(iterable, start=0)', enumerate),
  builtin('zip(*iterables, strict=False)', zip),
  builtin('map(function, *iterables)', map),
  builtin('filter(function, iterable)', filter),
  builtin('sum(iterable, start=0)', sum),
  builtin('max(*values, key=None, default=None)', extreme(1)),
  builtin('min(*values, key=None, default=None)', extreme(-1)),
  builtin('sorted(iterable, *, key=None, reverse=False)', (context, args) =>
    list(sortedItems(context, args, inAnyOrder(context, args.get('iterable')))),
  ),
  builtin('reversed(sequence)', (context, args) =>
    iterator(collectItems(context, args.get('sequence')).reverse()),
  ),
  builtin('round(number, ndigits=None)', round),
  builtin('abs(x)', abs),
  builtin('pow(base, exp)', (context, args) =>
    binaryOperation(context, '**', args.get('base'), args.get('exp')),
  ),
  builtin('divmod(a, b)', (context, args) =>
    tuple([
      binaryOperation(context, '//', args.get('a'), args.get('b')),
      binaryOperation(context, '%', args.get('a'), args.get('b')),
    ]),
  ),
  builtin('int(x=0)', toInt),
  builtin('float(x=0)', toFloat),
  builtin('bool(x=False)', (_context, args) => bool(truthOrUnknown(args.get('x')), isSample(args.get('x')))),
  builtin("str(object='')", (context, args) =>
    str(strOf(describe(context, args.get('object'), true)), isSample(args.get('object'))),
  ),
  builtin('repr(object)', (context, args) =>
    str(repr(describe(context, args.get('object'))), isSample(args.get('object'))),
  ),
  builtin("format(value, spec='')", (_context, args) =>
    str(formatValue(args.get('value'), args.text('spec')), isSample(args.get('value'))),
  ),
  builtin('list(*iterable)', (context, args) => listFrom(context, args.rest[0])),
  builtin('tuple(*iterable)', (context, args) =>
    tuple(args.rest[0] ? collectItems(context, args.rest[0]) : []),
  ),
  builtin('dict(*source, **entries)', makeDict),
  builtin('set(*iterable)', makeSet),
  builtin('frozenset(*iterable)', makeSet),
  builtin('all(iterable)', all(true)),
  builtin('any(iterable)', all(false)),
  builtin('isinstance(object, type)', (_context, args) =>
    bool(isInstance(args.get('object'), args.get('type'))),
  ),
  builtin('hasattr(object, name)', (context, args) => {
    const found = hasAttribute(context, args.get('object'), args.text('name'));
    return found === undefined ? unknown('whether it has that attribute') : bool(found);
  }),
  builtin('getattr(object, name, *fallback)', getAttr),
  builtin('callable(object)', (_context, args) => bool(isCallable(args.get('object')))),
  builtin('iter(iterable)', (context, args) => ({
    kind: 'iterator',
    next: iterate(context, args.get('iterable')),
  })),
  builtin('next(iterator, *fallback)', next),
  builtin('slice(*bounds)', (_context, args) => {
    const [first = none, second, step = none] = args.rest;
    return { kind: 'slice', lower: second ? first : none, upper: second ?? first, step };
  }),
  builtin('type(object)', typeOf),
  builtin('object()', () => unknown('a bare object')),
  builtin('id(object)', () => unknown('the address of an object')),
  ...['hex', 'oct', 'bin'].map((name) =>
    builtin(`${name}(number)`, (_context, args) => {
      const number = args.integer('number');
      const base = name === 'hex' ? 16 : name === 'oct' ? 8 : 2;
      return str(
        `${number < 0 ? '-' : ''}0${'oxb'.charAt([8, 16, 2].indexOf(base))}${Math.abs(number).toString(base)}`,
      );
    }),
  ),
  builtin('ord(c)', (_context, args) => int(args.text('c').codePointAt(0) ?? 0)),
  builtin('chr(i)', (_context, args) => str(String.fromCodePoint(args.integer('i')))),
];

export const builtinConstants: readonly (readonly [string, Value])[] = [
  ...[...exceptionClasses].map(([name, value]) => [`builtins.${name}`, value] as const),
  ['builtins.__name__', str('__main__')],
  ['builtins.NotImplemented', unknown('NotImplemented')],
];
