import { type Context, drawsSample } from '../context.ts';
import type { Args } from '../library/args.ts';
import { define, type Entry, type Run } from '../library/define.ts';
import { defineClass } from '../library/define-class.ts';
import { itemsOf } from '../library/items.ts';
import { notKnown, raise } from '../signals.ts';
import { int, list, none } from '../values/make.ts';
import type { ClassValue, Value } from '../values/value.ts';
import { dataset, itemOf, lengthOf, path } from './data.ts';
import { selfOf } from './tree.ts';

const partOf = (args: Args, name: string): Value =>
  selfOf(args).attributes.get(name) ?? notKnown(`the ${name} of a Subset`);

/** A dataset's samples at chosen places. */
export const subset: ClassValue = defineClass(
  `${path}.Subset`,
  {
    '__init__(self, dataset, indices)': (_context, args) => {
      for (const name of ['dataset', 'indices']) selfOf(args).attributes.set(name, args.get(name));
      return none;
    },
    '__len__(self)': (context, args) => int(lengthOf(context, partOf(args, 'indices'))),
    '__getitem__(self, index)': (context, args) =>
      itemOf(context, partOf(args, 'dataset'), itemOf(context, partOf(args, 'indices'), args.get('index'))),
  },
  [dataset],
);

/** How many samples each part gets: as given, or shares whose remainders go to the first parts in turn. */
function lengthsOf(args: Args, total: number): number[] {
  const given = (itemsOf(args.get('lengths')) ?? []).map((item) =>
    item.kind === 'int' || item.kind === 'float' ? item.value : notKnown('the lengths of a split'),
  );
  const sum = given.reduce((a, b) => a + b, 0);
  if (sum > 1 + 1e-9 || given.every(Number.isInteger)) {
    if (sum !== total)
      raise('ValueError', 'Sum of input lengths does not equal the length of the input dataset!');
    return given;
  }
  const lengths = given.map((share) => Math.floor(total * share));
  const rest = total - lengths.reduce((a, b) => a + b, 0);
  for (let i = 0; i < rest; i++) lengths[i % lengths.length] = (lengths[i % lengths.length] as number) + 1;
  return lengths;
}

function order(context: Context, args: Args, length: number): Value[] {
  const given = args.get('generator');
  const generator = given.kind === 'generator' ? given.generator : context.torchRandom;
  const random = drawsSample(context, generator);
  return Array.from(generator.permutation(length), (i) => int(i, random));
}

const randomSplit: Run = (context, args) => {
  const whole = args.get('dataset');
  const lengths = lengthsOf(args, lengthOf(context, whole));
  const places = order(context, args, lengthOf(context, whole));
  let from = 0;
  return list(
    lengths.map((length) => {
      const indices = list(places.slice(from, from + length));
      from += length;
      return {
        kind: 'instance' as const,
        type: subset,
        attributes: new Map<string, Value>([
          ['dataset', whole],
          ['indices', indices],
        ]),
      };
    }),
  );
};

export const splitFunctions: readonly Entry[] = [
  define(`${path}.random_split(dataset, lengths, generator=None)`, randomSplit),
];
