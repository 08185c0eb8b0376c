import { type Context, drawsSample } from '../context.ts';
import { collectItems } from '../interpreter/iterate.ts';
import type { Args } from '../library/args.ts';
import { define, type Entry, type Run } from '../library/define.ts';
import { shuffle } from '../random/array-generator.ts';
import { notKnown, raise } from '../signals.ts';
import { float, int, list, none } from '../values/make.ts';
import { isNumber } from '../values/number.ts';
import type { Value } from '../values/value.ts';

const isSampleNow = (context: Context): boolean => drawsSample(context, context.pythonRandom);

const number = (head: string, draw: (context: Context, args: Args) => number): Entry =>
  define(`random.${head}`, (context, args) => float(draw(context, args), isSampleNow(context)));

/** A chosen item is a sample when the generator is unseeded: only numbers can carry that. */
function sampled(context: Context, value: Value): Value {
  if (!isSampleNow(context)) return value;
  if (isNumber(value) || value.kind === 'str') return { ...value, random: true };
  return notKnown('an unseeded choice');
}

const randint: Run = (context, args) => {
  const low = args.integer('a');
  return int(low + context.pythonRandom.below(args.integer('b') - low + 1), isSampleNow(context));
};

const randrange: Run = (context, args) => {
  const start = args.has('stop') ? args.integer('start') : 0;
  const stop = args.has('stop') ? args.integer('stop') : args.integer('start');
  if (stop <= start) return raise('ValueError', 'empty range for randrange()');
  return int(start + context.pythonRandom.below(stop - start), isSampleNow(context));
};

const choice: Run = (context, args) => {
  const items = collectItems(context, args.get('seq'));
  if (items.length === 0) return raise('IndexError', 'Cannot choose from an empty sequence');
  return sampled(context, items[context.pythonRandom.below(items.length)] as Value);
};

const shuffleRun: Run = (context, args) => {
  const given = args.get('x');
  if (given.kind !== 'list') return notKnown('a shuffle of something else than a list');
  shuffle(given.items, (largest) => context.pythonRandom.below(largest + 1));
  if (isSampleNow(context)) given.lost = 'an unseeded shuffle';
  return none;
};

/** `sample` swaps in a pool where that is cheap; for few of many it redraws, which is left unknown. */
const sample: Run = (context, args) => {
  const pool = collectItems(context, args.get('population'));
  const count = args.integer('k');
  if (count > pool.length) return raise('ValueError', 'Sample larger than population or is negative');
  const cheap = 21 + (count > 5 ? 4 ** Math.ceil(Math.log(count * 3) / Math.log(4)) : 0);
  if (pool.length > cheap || isSampleNow(context)) return notKnown('a sample');
  return list(
    Array.from({ length: count }, (_, i) => {
      const j = context.pythonRandom.below(pool.length - i);
      const chosen = pool[j] as Value;
      pool[j] = pool[pool.length - i - 1] as Value;
      return chosen;
    }),
  );
};

export const randomModule: readonly Entry[] = [
  define('random.seed(a=None)', (context, args) => {
    if (!args.has('a')) context.pythonRandom.seeded = false;
    else context.pythonRandom.seed(args.integer('a'));
    return none;
  }),
  number('random()', (context) => context.pythonRandom.double()),
  number(
    'uniform(a, b)',
    (context, args) =>
      args.number('a') + (args.number('b') - args.number('a')) * context.pythonRandom.double(),
  ),
  number(
    'gauss(mu=0.0, sigma=1.0)',
    (context, args) => args.number('mu') + context.pythonRandom.gauss() * args.number('sigma'),
  ),
  define('random.randint(a, b)', randint),
  define('random.randrange(start, stop=None)', randrange),
  define('random.choice(seq)', choice),
  define('random.shuffle(x)', shuffleRun),
  define('random.sample(population, k)', sample),
];
