import { sizeOf } from '../../core/create.ts';
import type { DType } from '../../core/tensor.ts';
import { type Context, charge, drawsSample } from '../context.ts';
import { collectItems } from '../interpreter/iterate.ts';
import type { Args } from '../library/args.ts';
import { asTensor } from '../library/convert.ts';
import { define, type Entry, type Run } from '../library/define.ts';
import { type ArrayGenerator, shuffle } from '../random/array-generator.ts';
import { Pcg64 } from '../random/pcg64.ts';
import { RandomState } from '../random/random-state.ts';
import { notKnown, raise } from '../signals.ts';
import { dense, shapeOf, wrap } from '../tensor/tensor.ts';
import { float, int, list, none } from '../values/make.ts';
import type { Value } from '../values/value.ts';
import { finish } from './elementwise.ts';
import { takeAlong } from './repeat.ts';

/** `np.random.f` draws from the global state, `rng.f` from its own. */
function generatorOf(context: Context, args: Args): ArrayGenerator {
  const self = args.optional('self');
  if (!self) return context.numpyRandom;
  return self.kind === 'array-generator' ? self.generator : notKnown('the generator is not known');
}

function drawn(
  context: Context,
  generator: ArrayGenerator,
  shape: readonly number[] | undefined,
  dtype: DType,
  draw: () => number,
): Value {
  if (!shape) {
    const value = draw();
    const random = drawsSample(context, generator);
    return dtype === 'int64' ? int(value, random) : float(value, random);
  }
  const count = sizeOf(shape);
  charge(context, count);
  const values = new Float64Array(count).map(draw);
  return wrap(finish(values, shape, dtype), 'numpy', drawsSample(context, generator));
}

const sizeOfArgs = (args: Args): number[] | undefined => args.optionalIntegers('size');
const dims = (args: Args): number[] | undefined =>
  args.rest.length === 0 ? undefined : args.restIntegers('size');

const unit: Run = (context, args) => {
  const generator = generatorOf(context, args);
  return drawn(context, generator, args.rest.length > 0 ? dims(args) : sizeOfArgs(args), 'float64', () =>
    generator.double(),
  );
};

const standardNormal: Run = (context, args) => {
  const generator = generatorOf(context, args);
  return drawn(context, generator, args.rest.length > 0 ? dims(args) : sizeOfArgs(args), 'float64', () =>
    generator.normal(),
  );
};

const normal: Run = (context, args) => {
  const generator = generatorOf(context, args);
  const [mean, deviation] = [args.number('loc'), args.number('scale')];
  return drawn(context, generator, sizeOfArgs(args), 'float64', () => mean + deviation * generator.normal());
};

const uniform: Run = (context, args) => {
  const generator = generatorOf(context, args);
  const [low, high] = [args.number('low'), args.number('high')];
  return drawn(
    context,
    generator,
    sizeOfArgs(args),
    'float64',
    () => low + (high - low) * generator.double(),
  );
};

const integers: Run = (context, args) => {
  const generator = generatorOf(context, args);
  const low = args.has('high') ? args.integer('low') : 0;
  const high =
    (args.has('high') ? args.integer('high') : args.integer('low')) +
    (args.has('endpoint') && args.flag('endpoint') ? 1 : 0);
  if (high <= low) raise('ValueError', 'low >= high');
  if (args.has('dtype')) notKnown('random integers of another dtype');
  return drawn(context, generator, sizeOfArgs(args), 'int64', () => low + generator.upTo(high - 1 - low));
};

const permutation: Run = (context, args) => {
  const generator = generatorOf(context, args);
  const given = args.get('x');
  const length = given.kind === 'int' ? given.value : (shapeOf(asTensor(context, given, 'numpy'))[0] ?? 0);
  charge(context, length);
  const order = Array.from({ length }, (_, i) => i);
  shuffle(order, (largest) => generator.interval(largest));
  const random = drawsSample(context, generator);
  if (given.kind === 'int') return wrap(finish(Float64Array.from(order), [length], 'int64'), 'numpy', random);
  const source = asTensor(context, given, 'numpy');
  const taken = takeAlong(context, 'Take', source, 0, order);
  taken.storage.random ||= random;
  return taken;
};

/** Shuffles a list or the rows of an array where they are. */
const shuffleRun: Run = (context, args) => {
  const generator = generatorOf(context, args);
  const given = args.get('x');
  if (given.kind === 'list') {
    if (drawsSample(context, generator)) given.lost = 'an unseeded shuffle';
    shuffle(given.items, (largest) => generator.interval(largest));
    return none;
  }
  if (given.kind !== 'tensor' || shapeOf(given).length !== 1) return notKnown('a shuffle of rows');
  const items = [...dense(given).data];
  shuffle(items, (largest) => generator.interval(largest));
  given.storage.data = given.storage.data.slice();
  for (const [i, item] of items.entries())
    given.storage.data[given.geometry.offset + i * (given.geometry.strides[0] as number)] = item;
  given.storage.random ||= drawsSample(context, generator);
  return none;
};

/** With replacement: uniform integers, or by cumulated probabilities; without: the start of a permutation. */
const choice: Run = (context, args) => {
  const generator = generatorOf(context, args);
  const given = args.get('a');
  const pool =
    given.kind === 'int'
      ? Array.from({ length: given.value }, (_, i): Value => int(i))
      : collectItems(context, given);
  const shape = sizeOfArgs(args);
  const count = shape ? sizeOf(shape) : 1;
  const random = drawsSample(context, generator);
  const picked = pick(args, generator, pool.length, count);
  const chosen = picked.map((i) => pool[i] as Value);
  if (!shape) return chosen[0] ?? none;
  const made = asTensor(context, list(chosen), 'numpy');
  const shaped = { ...made, geometry: wrap({ ...dense(made), shape }, 'numpy').geometry };
  shaped.storage.random ||= random;
  return shaped;
};

function pick(args: Args, generator: ArrayGenerator, size: number, count: number): number[] {
  if (args.has('p')) {
    const weights = [...dense(asTensor(args.context, args.get('p'), 'numpy')).data];
    if (!args.flag('replace')) return notKnown('choice with probabilities and without replacement');
    let total = 0;
    const sums = weights.map((w) => (total += w));
    return Array.from({ length: count }, () => {
      const u = generator.double();
      return Math.min(
        sums.findIndex((sum) => sum / total > u),
        size - 1,
      );
    });
  }
  if (args.flag('replace')) return Array.from({ length: count }, () => generator.upTo(size - 1));
  if (count > size)
    return raise('ValueError', "Cannot take a larger sample than population when 'replace=False'");
  if (!(generator instanceof RandomState)) return notKnown('choice without replacement');
  const order = Array.from({ length: size }, (_, i) => i);
  shuffle(order, (largest) => generator.interval(largest));
  return order.slice(0, count);
}

const seed: Run = (context, args) => {
  if (!args.has('seed')) context.numpyRandom.seeded = false;
  else context.numpyRandom.seed(args.integer('seed'));
  return none;
};

const state: Run = (_context, args) => ({
  kind: 'array-generator',
  generator: new RandomState(args.optionalInteger('seed')),
  legacy: true,
});
const modern: Run = (_context, args) => ({
  kind: 'array-generator',
  generator: new Pcg64(args.optionalInteger('seed')),
  legacy: false,
});

/** A function under `np.random.` and as a method of a generator. */
const both = (heads: string, run: Run): Entry[] =>
  heads.split('; ').flatMap((head) => {
    const [name = '', rest = ''] = head.split(/(?<=^\w+)\(/);
    const inner = rest.replace(/\)$/, '');
    return [
      define(`numpy.random.${head}`, run),
      define(`array-generator:${name}(self${inner === '' ? '' : `, ${inner}`})`, run),
    ];
  });

export const numpyRandomFunctions: readonly Entry[] = [
  define('numpy.random.seed(seed=None)', seed),
  define('numpy.random.RandomState(seed=None)', state),
  define('numpy.random.default_rng(seed=None)', modern),
  define('array-generator:seed(self, seed)', (_context, args) => {
    const self = args.get('self');
    if (self.kind === 'array-generator' && self.generator instanceof RandomState)
      self.generator.seed(args.integer('seed'));
    return none;
  }),
  ...both('rand(*dims, size=None)', unit),
  ...both('randn(*dims, size=None)', standardNormal),
  ...both('random(size=None); random_sample(size=None); ranf(size=None)', unit),
  ...both('standard_normal(size=None)', standardNormal),
  ...both('normal(loc=0.0, scale=1.0, size=None)', normal),
  ...both('uniform(low=0.0, high=1.0, size=None)', uniform),
  ...both(
    'randint(low, high=None, size=None, dtype=None, endpoint=False); integers(low, high=None, size=None, dtype=None, endpoint=False)',
    integers,
  ),
  ...both('permutation(x)', permutation),
  ...both('shuffle(x)', shuffleRun),
  ...both('choice(a, size=None, replace=True, p=None)', choice),
];
