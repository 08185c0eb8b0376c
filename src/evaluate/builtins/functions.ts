import { charge } from '../context.ts';

import { ancestry, attribute, callMethod, hasAttribute } from '../interpreter/attributes.ts';
import { collectItems, iterate } from '../interpreter/iterate.ts';
import { binaryOperation, compareOrder } from '../interpreter/operators.ts';
import type { Args } from '../library/args.ts';
import { define, type Entry, type Run } from '../library/define.ts';
import { itemsOf, rangeLength } from '../library/items.ts';
import { unary } from '../ops/elementwise.ts';
import { roundHalfEven } from '../ops/special.ts';
import { unaryOp } from '../ops/unary.ts';
import { NotKnown, notKnown, Raised, raise } from '../signals.ts';
import { rankOf, shapeOf } from '../tensor/tensor.ts';
import { formatValue } from '../values/format.ts';
import { keyOf } from '../values/key.ts';
import { bool, dict, float, int, iterator, list, none, str, tuple, unknown } from '../values/make.ts';
import { repr, scalarOf, strOf } from '../values/repr.ts';
import { isSample, truthOrUnknown } from '../values/truth.ts';
import { typeName } from '../values/type-name.ts';
import type { Value } from '../values/value.ts';
import { exceptionClasses } from './exceptions.ts';

const print: Run = (context, args) => {
  const separator = args.has('sep') ? args.text('sep') : ' ';
  const end = args.has('end') ? args.text('end') : '\n';
  try {
    context.print(args.rest.map(strOf).join(separator) + end, args.rest.some(isSample));
  } catch (signal) {
    if (!(signal instanceof NotKnown)) throw signal;
  }
  return none;
};

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

const enumerate: Run = (context, args) => {
  const next = iterate(context, args.get('iterable'));
  let at = args.integer('start');
  return {
    kind: 'iterator',
    next: () => {
      const item = next();
      return item && tuple([int(at++), item]);
    },
  };
};

const zip: Run = (context, args) => {
  const sources = args.rest.map((value) => iterate(context, value));
  return {
    kind: 'iterator',
    next: () => {
      const items = sources.map((next) => next());
      return items.length > 0 && items.every((item) => item !== undefined)
        ? tuple(items as Value[])
        : undefined;
    },
  };
};

const map: Run = (context, args) => {
  const sources = args.rest.map((value) => iterate(context, value));
  return {
    kind: 'iterator',
    next: () => {
      const items = sources.map((next) => next());
      if (items.some((item) => item === undefined)) return undefined;
      return context.call(args.get('function'), { positional: items as Value[], keywords: new Map() });
    },
  };
};

const filter: Run = (context, args) => {
  const test = args.get('function');
  const items = collectItems(context, args.get('iterable'));
  return iterator(
    items.filter((item) =>
      truthOrUnknown(
        test.kind === 'None' ? item : context.call(test, { positional: [item], keywords: new Map() }),
      ),
    ),
  );
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

function keysOf(context: Parameters<Run>[0], args: Args, items: readonly Value[]): readonly Value[] {
  if (!args.has('key')) return items;
  return items.map((item) => context.call(args.get('key'), { positional: [item], keywords: new Map() }));
}

/** A stable sort by `key`, as `sorted` and `list.sort` do. */
export function sortedItems(context: Parameters<Run>[0], args: Args, items: readonly Value[]): Value[] {
  charge(context, items.length * 8);
  const keys = keysOf(context, args, items);
  const order = items.map((_, i) => i);
  const direction = args.flag('reverse') ? -1 : 1;
  order.sort((a, b) => {
    const x = keys[a] as Value;
    const y = keys[b] as Value;
    const result = compareOrder(x, y);
    if (result === undefined)
      return raise(
        'TypeError',
        `'<' not supported between instances of '${typeName(x)}' and '${typeName(y)}'`,
      );
    return direction * result;
  });
  return order.map((i) => items[i] as Value);
}

const round: Run = (context, args) => {
  const value = args.get('number');
  const digits = args.optionalInteger('ndigits');
  if (value.kind === 'tensor')
    return rankOf(value) === 0 && digits !== undefined
      ? roundPlaces(scalarOf(value), digits)
      : unary(context, unaryOp('round'), value);
  if (value.kind === 'int' || value.kind === 'bool') return int(Number(value.value), value.random);
  return roundPlaces(value, digits);
};

/** Python rounds the decimal digits correctly: 2.675 is below its own printout. */
function roundPlaces(value: Value, digits: number | undefined): Value {
  if (value.kind === 'int') return value;
  if (value.kind !== 'float')
    return raise('TypeError', `type ${typeName(value)} doesn't define __round__ method`);
  if (digits === undefined)
    return Number.isFinite(value.value)
      ? int(roundHalfEven(value.value), value.random)
      : raise('ValueError', 'cannot convert float NaN to integer');
  if (digits < 0) return float(roundHalfEven(value.value * 10 ** digits) / 10 ** digits, value.random);
  return float(Number(formatValue(value, `.${digits}f`).replace('inf', 'Infinity')), value.random);
}

const abs: Run = (context, args) => {
  const value = args.get('x');
  if (value.kind === 'tensor') return unary(context, unaryOp('abs'), value);
  if (value.kind === 'float') return float(Math.abs(value.value), value.random);
  return int(Math.abs(args.number('x')), isSample(value));
};

const toInt: Run = (_context, args) => {
  const given = args.get('x');
  const value = given.kind === 'tensor' ? scalarOf(given) : given;
  if (value.kind === 'str') {
    const text = value.value.trim().replaceAll('_', '');
    return /^[-+]?\d+$/.test(text)
      ? int(Number(text))
      : raise('ValueError', `invalid literal for int() with base 10: ${repr(value)}`);
  }
  if (value.kind !== 'int' && value.kind !== 'float' && value.kind !== 'bool')
    return raise(
      'TypeError',
      `int() argument must be a string, a bytes-like object or a real number, not '${typeName(value)}'`,
    );
  const number = Number(value.value);
  if (!Number.isFinite(number))
    return raise(
      Number.isNaN(number) ? 'ValueError' : 'OverflowError',
      `cannot convert float ${Number.isNaN(number) ? 'NaN' : 'infinity'} to integer`,
    );
  return int(Math.trunc(number), value.random);
};

const specialFloats: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  infinity: Number.POSITIVE_INFINITY,
};

const toFloat: Run = (_context, args) => {
  const given = args.get('x');
  const value = given.kind === 'tensor' ? scalarOf(given) : given;
  if (value.kind === 'str') {
    const text = value.value.trim().toLowerCase().replace(/^\+/, '');
    const sign = text.startsWith('-') ? -1 : 1;
    const special = specialFloats[text.replace('-', '')];
    const number = special === undefined ? Number(text.replaceAll('_', '') || 'x') : sign * special;
    return Number.isNaN(number) && special === undefined
      ? raise('ValueError', `could not convert string to float: ${repr(value)}`)
      : float(number);
  }
  if (value.kind !== 'int' && value.kind !== 'float' && value.kind !== 'bool')
    return raise('TypeError', `float() argument must be a string or a real number, not '${typeName(value)}'`);
  return float(Number(value.value), value.random);
};

/** What `isinstance(value, type)` is for one of Python's own types. */
const isOfType: Readonly<Record<string, (value: Value) => boolean>> = {
  int: (value) => value.kind === 'int' || value.kind === 'bool',
  float: (value) => value.kind === 'float',
  bool: (value) => value.kind === 'bool',
  str: (value) => value.kind === 'str',
  list: (value) => value.kind === 'list',
  tuple: (value) => value.kind === 'tuple',
  dict: (value) => value.kind === 'dict',
  set: (value) => value.kind === 'set',
  'torch.Tensor': (value) => value.kind === 'tensor' && value.library === 'torch',
  'torch.nn.Parameter': (value) => value.kind === 'tensor' && value.isParameter,
  'numpy.ndarray': (value) => value.kind === 'tensor' && value.library === 'numpy',
  object: () => true,
};

function isInstance(value: Value, type: Value): boolean {
  if (value.kind === 'unknown') return notKnown(value.reason, value.origin);
  if (type.kind === 'tuple') return type.items.some((one) => isInstance(value, one));
  if (type.kind === 'class') {
    if (value.kind !== 'instance') return false;
    const order = ancestry(value.type);
    return (
      order.includes(type) ||
      (order.some((at) => at.openBase !== null) ? notKnown('a class that extends something unknown') : false)
    );
  }
  const test = type.kind === 'builtin' ? isOfType[type.name.replace('builtins.', '')] : undefined;
  return test ? test(value) : notKnown('isinstance of a type that is not known');
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

const makeDict: Run = (context, args) => {
  const made = dict();
  const [source] = args.rest;
  if (source?.kind === 'dict') for (const [key, entry] of source.entries) made.entries.set(key, entry);
  else if (source) {
    for (const pair of collectItems(context, source)) {
      const [key, value] = collectItems(context, pair);
      if (!key || !value)
        return raise('ValueError', 'dictionary update sequence element has the wrong length');
      made.entries.set(keyOf(key, context.identity), [key, value]);
    }
  }
  for (const [name, value] of args.keywords) made.entries.set(`s${name}`, [str(name), value]);
  return made;
};

const makeSet: Run = (context, args) => ({
  kind: 'set',
  entries: new Map(
    (args.rest[0] ? collectItems(context, args.rest[0]) : []).map((item) => [
      keyOf(item, context.identity),
      item,
    ]),
  ),
});

const typeOf: Run = (_context, args) => {
  const value = args.get('object');
  if (value.kind === 'instance') return value.type;
  return unknown(`the type ${typeName(value)}`);
};

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
    list(sortedItems(context, args, collectItems(context, args.get('iterable')))),
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
  builtin("str(object='')", (_context, args) => str(strOf(args.get('object')), isSample(args.get('object')))),
  builtin('repr(object)', (_context, args) => str(repr(args.get('object')), isSample(args.get('object')))),
  builtin("format(value, spec='')", (_context, args) =>
    str(formatValue(args.get('value'), args.text('spec')), isSample(args.get('value'))),
  ),
  builtin('list(*iterable)', (context, args) =>
    list(args.rest[0] ? collectItems(context, args.rest[0]) : []),
  ),
  builtin('tuple(*iterable)', (context, args) =>
    tuple(args.rest[0] ? collectItems(context, args.rest[0]) : []),
  ),
  builtin('dict(*source, **entries)', makeDict),
  define('collections.OrderedDict(*source, **entries)', makeDict),
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
  builtin('callable(object)', (_context, args) =>
    bool(['function', 'builtin', 'method', 'class'].includes(args.get('object').kind)),
  ),
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
  builtin('ord(c)', (_context, args) => int(args.text('c').codePointAt(0) ?? 0)),
  builtin('chr(i)', (_context, args) => str(String.fromCodePoint(args.integer('i')))),
];

export const builtinConstants: readonly (readonly [string, Value])[] = [
  ...[...exceptionClasses].map(([name, value]) => [`builtins.${name}`, value] as const),
  ['builtins.__name__', str('__main__')],
  ['builtins.NotImplemented', unknown('NotImplemented')],
];
