import { type Context, charge, noArgs, positional } from '../context.ts';
import { collectItems, iterate } from '../interpreter/iterate.ts';
import { binaryOperation } from '../interpreter/operators.ts';
import type { Args } from '../library/args.ts';
import { define, type Entry, type Run } from '../library/define.ts';
import { notKnown, raise } from '../signals.ts';
import { isEqual } from '../values/equal.ts';
import { int, iterator, none, tuple } from '../values/make.ts';
import { truthOrUnknown } from '../values/truth.ts';
import type { Value } from '../values/value.ts';

const chain: Run = (context, args) => iterator(args.rest.flatMap((value) => collectItems(context, value)));

const product: Run = (context, args) => {
  const sources = args.rest.map((value) => collectItems(context, value));
  const repeated = Array.from({ length: args.integer('repeat') }, () => sources).flat();
  charge(
    context,
    repeated.reduce((count, { length }) => count * length, 1),
  );
  const rows = repeated.reduce<Value[][]>(
    (made, items) => made.flatMap((row) => items.map((item) => [...row, item])),
    [[]],
  );
  return iterator(rows.map(tuple));
};

/** Choices of `size` positions, in the order of itertools. */
function* choices(count: number, size: number, ordered: boolean, from: number[] = []): Generator<number[]> {
  if (from.length === size) {
    yield from;
    return;
  }
  for (let i = ordered ? (from.at(-1) ?? -1) + 1 : 0; i < count; i++)
    if (!from.includes(i)) yield* choices(count, size, ordered, [...from, i]);
}

const choose =
  (ordered: boolean): Run =>
  (context, args) => {
    const items = collectItems(context, args.get('iterable'));
    const rows: Value[] = [];
    for (const row of choices(items.length, args.optionalInteger('r') ?? items.length, ordered)) {
      charge(context, row.length + 1);
      rows.push(tuple(row.map((i) => items[i] as Value)));
    }
    return iterator(rows);
  };

const islice: Run = (context, args) => {
  const [source, ...bounds] = args.rest;
  const numbers = bounds.map((value) => (value.kind === 'int' ? value.value : undefined));
  const [start, stop, step] =
    numbers.length === 1 ? [0, numbers[0], 1] : [numbers[0] ?? 0, numbers[1], numbers[2] ?? 1];
  const next = iterate(context, source ?? notKnown('islice of nothing'));
  let at = 0;
  return {
    kind: 'iterator',
    next: () => {
      while (stop === undefined || at < stop) {
        const item = next();
        const index = at++;
        if (!item) return undefined;
        if (index >= start && (index - start) % step === 0) return item;
      }
      return undefined;
    },
  };
};

function* counting(args: Args): Generator<Value> {
  for (let n = args.integer('start'); ; n += args.integer('step')) yield int(n);
}

function* around(items: readonly Value[]): Generator<Value> {
  while (items.length > 0) yield* items;
}

const accumulate: Run = (context, args) => {
  const sums: Value[] = [];
  const add = args.optional('func');
  const first = args.has('initial') ? [args.get('initial')] : [];
  for (const item of [...first, ...collectItems(context, args.get('iterable'))]) {
    const before = sums.at(-1);
    const sum = !before
      ? item
      : add
        ? context.call(add, positional(before, item))
        : binaryOperation(context, '+', before, item);
    sums.push(sum);
  }
  return iterator(sums);
};

const reduce: Run = (context, args) => {
  const items = collectItems(context, args.get('iterable'));
  const first = args.rest[0] ?? items.shift();
  if (!first) return raise('TypeError', 'reduce() of empty iterable with no initial value');
  return items.reduce((left, right) => context.call(args.get('function'), positional(left, right)), first);
};

const partial: Run = (_context, args) => {
  const [callee, ...first] = args.rest;
  const named = args.keywords;
  if (!callee) return notKnown('a partial of nothing');
  return define(
    'functools.partial.call(*args, **keywords)',
    (context, later) =>
      context.call(callee, {
        positional: [...first, ...later.rest],
        keywords: new Map([...named, ...later.keywords]),
      }),
    { lenient: true },
  ).builtin;
};

const zipLongest: Run = (context, args) => {
  const sources = args.rest.map((value) => collectItems(context, value));
  const length = Math.max(0, ...sources.map((items) => items.length));
  const fill = args.optional('fillvalue') ?? none;
  return iterator(Array.from({ length }, (_, i) => tuple(sources.map((items) => items[i] ?? fill))));
};

const passes = (context: Context, args: Args, item: Value): boolean =>
  truthOrUnknown(context.call(args.get('predicate'), positional(item)));

const whilst =
  (take: boolean): Run =>
  (context, args) => {
    const items = collectItems(context, args.get('iterable'));
    const end = items.findIndex((item) => !passes(context, args, item));
    const at = end < 0 ? items.length : end;
    return iterator(take ? items.slice(0, at) : items.slice(at));
  };

/** Runs of items with equal keys. */
const groupBy: Run = (context, args) => {
  const runs: { key: Value; items: Value[] }[] = [];
  for (const item of collectItems(context, args.get('iterable'))) {
    const key = args.has('key') ? context.call(args.get('key'), positional(item)) : item;
    const last = runs.at(-1);
    if (last && isEqual(last.key, key)) last.items.push(item);
    else runs.push({ key, items: [item] });
  }
  return iterator(runs.map(({ key, items }) => tuple([key, iterator(items)])));
};

export const itertoolsFunctions: readonly Entry[] = [
  define('itertools.chain(*iterables)', chain),
  define('itertools.chain.from_iterable(iterable)', (context, args) =>
    iterator(collectItems(context, args.get('iterable')).flatMap((value) => collectItems(context, value))),
  ),
  define('itertools.product(*iterables, repeat=1)', product),
  define('itertools.combinations(iterable, r)', choose(true)),
  define('itertools.permutations(iterable, r=None)', choose(false)),
  define('itertools.islice(*args)', islice),
  define('itertools.count(start=0, step=1)', (_context, args) => iterator(counting(args))),
  define('itertools.cycle(iterable)', (context, args) =>
    iterator(around(collectItems(context, args.get('iterable')))),
  ),
  define('itertools.repeat(object, times=None)', (_context, args) =>
    iterator(
      Array.from({ length: args.optionalInteger('times') ?? notKnown('an endless repetition') }, () =>
        args.get('object'),
      ),
    ),
  ),
  define('itertools.accumulate(iterable, func=None, *, initial=None)', accumulate),
  define('itertools.zip_longest(*iterables, fillvalue=None)', zipLongest),
  define('itertools.pairwise(iterable)', (context, args) => {
    const items = collectItems(context, args.get('iterable'));
    return iterator(items.slice(1).map((item, i) => tuple([items[i] as Value, item])));
  }),
  define('itertools.starmap(function, iterable)', (context, args) =>
    iterator(
      collectItems(context, args.get('iterable')).map((item) =>
        context.call(args.get('function'), { ...noArgs, positional: collectItems(context, item) }),
      ),
    ),
  ),
  define('itertools.takewhile(predicate, iterable)', whilst(true)),
  define('itertools.dropwhile(predicate, iterable)', whilst(false)),
  define('itertools.filterfalse(predicate, iterable)', (context, args) =>
    iterator(collectItems(context, args.get('iterable')).filter((item) => !passes(context, args, item))),
  ),
  define('itertools.compress(data, selectors)', (context, args) => {
    const chosen = collectItems(context, args.get('selectors'));
    return iterator(
      collectItems(context, args.get('data')).filter((_, i) => chosen[i] && truthOrUnknown(chosen[i])),
    );
  }),
  define('itertools.groupby(iterable, key=None)', groupBy),
  define('functools.reduce(function, iterable, *initial)', reduce),
  define('functools.partial(*args, **keywords)', partial, { lenient: true }),
];
