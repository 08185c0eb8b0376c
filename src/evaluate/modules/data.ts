import { type Context, drawsSample, positional } from '../context.ts';
import { attribute, callMethod, classAttribute } from '../interpreter/attributes.ts';
import { subscript } from '../interpreter/subscript.ts';
import type { Args } from '../library/args.ts';
import { asTensor } from '../library/convert.ts';
import { defineClass } from '../library/define-class.ts';
import { entriesOf, itemsOf } from '../library/items.ts';
import { stack } from '../ops/join.ts';
import { TorchGenerator } from '../random/torch-generator.ts';
import { notKnown } from '../signals.ts';
import { shapeOf } from '../tensor/tensor.ts';
import { dict, int, iterator, list, none, tuple } from '../values/make.ts';
import { asSample } from '../values/truth.ts';
import type { ClassValue, InstanceValue, TensorValue, Value } from '../values/value.ts';
import { selfOf } from './tree.ts';

export const path = 'torch.utils.data';

export const dataset = defineClass(`${path}.Dataset`);

const tensorsOf = (self: InstanceValue): readonly TensorValue[] => {
  const tensors = self.attributes.get('tensors');
  return (tensors?.kind === 'tuple' ? tensors.items : []).map((one) =>
    one.kind === 'tensor' ? one : notKnown('the tensors of a dataset'),
  );
};

const tensorDataset = defineClass(
  `${path}.TensorDataset`,
  {
    '__init__(self, *tensors)': (_context, args) => {
      selfOf(args).attributes.set('tensors', tuple(args.rest));
      return none;
    },
    '__len__(self)': (_context, args) =>
      int(shapeOf(tensorsOf(selfOf(args))[0] ?? notKnown('an empty dataset'))[0] ?? 0),
    '__getitem__(self, index)': (context, args) =>
      tuple(tensorsOf(selfOf(args)).map((tensor) => itemOf(context, tensor, args.get('index')))),
  },
  [dataset],
);

export function itemOf(context: Context, value: Value, index: Value): Value {
  if (value.kind === 'instance' && classAttribute(value.type, '__getitem__'))
    return context.call(attribute(context, value, '__getitem__'), positional(index));
  const item = subscript(context, value, index);
  return item.kind === 'unknown' ? notKnown(item.reason, item.origin) : item;
}

export function lengthOf(context: Context, value: Value): number {
  const own = callMethod(context, value, '__len__', []);
  if (own?.kind === 'int') return own.value;
  if (value.kind === 'tensor') return shapeOf(value)[0] ?? 0;
  return itemsOf(value)?.length ?? notKnown('the length of a dataset');
}

/** PyTorch's default collation: tensors are stacked, numbers become tensors, tuples and dictionaries go by part. */
function collate(context: Context, samples: readonly Value[]): Value {
  const [first] = samples;
  if (!first) return notKnown('an empty batch');
  switch (first.kind) {
    case 'tensor': {
      const tensors = samples.map((one) => asTensor(context, one, 'torch'));
      return stack(
        context,
        tensors.map((one) => ({ ...one, library: 'torch' as const })),
        0,
      );
    }
    case 'int':
    case 'bool':
      return asTensor(context, list([...samples]), 'torch');
    case 'float':
      return asTensor(context, list([...samples]), 'torch', 'float64');
    case 'str':
      return list([...samples]);
    case 'tuple':
    case 'list': {
      const rows = samples.map((one) => itemsOf(one) ?? notKnown('a batch of mixed samples'));
      return list(
        rows[0]?.map((_, column) =>
          collate(
            context,
            rows.map((row) => row[column] ?? notKnown('a ragged batch')),
          ),
        ) ?? [],
      );
    }
    case 'dict': {
      const made = dict();
      for (const [key, [name]] of entriesOf(first)) {
        const parts = samples.map((one) => (one.kind === 'dict' ? entriesOf(one).get(key)?.[1] : undefined));
        made.entries.set(key, [
          name,
          collate(
            context,
            parts.map((part) => part ?? notKnown('a ragged batch')),
          ),
        ]);
      }
      return made;
    }
    default:
      return notKnown('a batch of such samples');
  }
}

const settingNames = ['dataset', 'batch_size', 'shuffle', 'drop_last', 'collate_fn', 'generator'] as const;

function startLoader(_context: Context, args: Args): Value {
  const { attributes } = selfOf(args);
  if (args.has('sampler') || args.has('batch_sampler')) return notKnown('a sampler');
  for (const name of settingNames) attributes.set(name, args.get(name));
  return none;
}

interface Loader {
  readonly dataset: Value;
  readonly size: number;
  readonly count: number;
  readonly setting: (name: (typeof settingNames)[number]) => Value;
}

function loaderOf(context: Context, self: InstanceValue): Loader {
  const setting = (name: string): Value => self.attributes.get(name) ?? notKnown(`${name} of a DataLoader`);
  const [data, batch] = [setting('dataset'), setting('batch_size')];
  const size = batch.kind === 'int' ? batch.value : notKnown('a DataLoader without batches');
  const length = lengthOf(context, data);
  const drops = setting('drop_last');
  const count = drops.kind === 'bool' && drops.value ? Math.floor(length / size) : Math.ceil(length / size);
  return { dataset: data, size, count, setting };
}

/**
 * The order of one pass. Every pass draws a seed for its workers; a shuffled one draws another for its own generator, of
 * which 32 bits count.
 */
function orderOf(context: Context, { setting, dataset: data }: Loader): readonly Value[] {
  const length = lengthOf(context, data);
  const given = setting('generator');
  const generator = given.kind === 'generator' ? given.generator : context.torchRandom;
  generator.next32();
  generator.next32();
  const shuffle = setting('shuffle');
  if (shuffle.kind !== 'bool' || !shuffle.value) return Array.from({ length }, (_, i) => int(i));
  const isSample = drawsSample(context, generator);
  const own = given.kind === 'generator' ? generator : seeded(generator);
  return Array.from(own.permutation(length), (i) => (isSample ? asSample(int(i)) : int(i)));
}

function seeded(generator: TorchGenerator): TorchGenerator {
  generator.next32();
  return new TorchGenerator(generator.next32());
}

function* batches(context: Context, loader: Loader): Generator<Value> {
  const order = orderOf(context, loader);
  const custom = loader.setting('collate_fn');
  for (let at = 0; at < loader.count; at++) {
    const indices = order.slice(at * loader.size, (at + 1) * loader.size);
    const isSample = indices.some((index) => index.kind === 'int' && index.random);
    const samples = indices.map((index) => itemOf(context, loader.dataset, index));
    const batch =
      custom.kind === 'None' ? collate(context, samples) : context.call(custom, positional(list(samples)));
    yield isSample ? sampled(batch) : batch;
  }
}

/** Tensors chosen by chance are samples, whatever they hold. */
function sampled(value: Value): Value {
  if (value.kind === 'tensor') value.storage.random = true;
  if (value.kind === 'list' || value.kind === 'tuple') for (const item of value.items) sampled(item);
  if (value.kind === 'dict') for (const [, item] of value.entries.values()) sampled(item);
  return asSample(value);
}

const loader = defineClass(`${path}.DataLoader`, {
  '__init__(self, dataset, batch_size=1, shuffle=False, sampler=None, batch_sampler=None, num_workers=0, collate_fn=None, pin_memory=False, drop_last=False, timeout=0, worker_init_fn=None, *, generator=None, prefetch_factor=None, persistent_workers=False)':
    startLoader,
  '__len__(self)': (context, args) => int(loaderOf(context, selfOf(args)).count),
  '__iter__(self)': (context, args) => iterator(batches(context, loaderOf(context, selfOf(args)))),
});

/** Datasets and the loader that makes batches of them, without workers. */
export const dataClasses: readonly ClassValue[] = [dataset, tensorDataset, loader];
