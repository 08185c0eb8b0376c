import { classLabels } from '../library/data-sets.ts';
import { type TensorValue, tensorOf, unknown } from '../value.ts';
import { noArguments, passed } from './arguments.ts';
import { methodOf } from './classes.ts';
import { elementOf } from './containers.ts';
import { contentsOf, newDict } from './dicts.ts';
import { callFunction } from './functions.ts';
import type { Machine } from './machine.ts';
import { rowOf } from './shapes.ts';
import { isNone, type ObjectValue, type Value } from './values.ts';

const loader = 'torch.utils.data.DataLoader';

/** One batch of a `DataLoader`: samples of its data set, put together. Undefined for anything else. */
export function batchOf(machine: Machine, { name, args }: ObjectValue): Value | undefined {
  if (name !== loader || args.open) return undefined;
  const set = passed(args, 0, 'dataset')?.value;
  const collate = passed(args, 6, 'collate_fn')?.value;
  if (set === undefined || (collate !== undefined && !isNone(collate))) return undefined;
  const size = args.keywords.has('batch_sampler') ? unknown : passed(args, 1, 'batch_size')?.value;
  if (size !== undefined && isNone(size)) return sampleOf(machine, set);
  const count = size === undefined ? 1 : size.kind === 'constant' && size.value === 1 ? 1 : null;
  return collated(machine, sampleOf(machine, set), count);
}

/** What a data set gives for one index. */
function sampleOf(machine: Machine, set: Value, depth = 0): Value {
  if (depth > maxDepth) return unknown;
  if (set.kind === 'instance') return sampleOfOwn(machine, set);
  if (set.kind === 'list' || set.kind === 'tuple') return elementOf(set);
  if (set.kind !== 'object') return unknown;
  const { name, args } = set;
  if (name === 'torch.utils.data.TensorDataset')
    return {
      kind: 'tuple',
      items: args.positional.map(({ value }) => (value.kind === 'tensor' ? rowOf(value) : unknown)),
    };
  const first = args.positional[0]?.value ?? args.keywords.get('dataset')?.value ?? unknown;
  if (name === 'torch.utils.data.Subset') return sampleOf(machine, first, depth + 1);
  if (name === 'torch.utils.data.ConcatDataset') return sampleOf(machine, elementOf(first), depth + 1);
  return classLabels.test(name) && !args.keywords.has('target_transform')
    ? { kind: 'tuple', items: [unknown, label] }
    : unknown;
}

/** The index of a sample: a number of which nothing else is known. */
const someIndex = tensorOf({ shape: [], dtype: 'int64' });

const label = tensorOf({ scale: 'class-indices', shape: [], dtype: 'int64', marks: ['label'] });

function sampleOfOwn(machine: Machine, set: Value & { kind: 'instance' }): Value {
  const method = methodOf(machine, set, '__getitem__');
  if (method?.kind !== 'method') return unknown;
  const { def, unit } = method.func;
  const index = { value: someIndex, span: def, unit };
  return callFunction(machine, method.func, set, { ...noArguments, positional: [index] }, null);
}

/** Sets inside sets, and samples inside samples. */
const maxDepth = 6;

/** Samples in a batch of `count`, null for one whose size is not known, as PyTorch's `default_collate` puts them together. */
function collated(machine: Machine, sample: Value, count: number | null, depth = 0): Value {
  if (depth > maxDepth) return unknown;
  const inner = (value: Value) => collated(machine, value, count, depth + 1);
  switch (sample.kind) {
    case 'tensor':
      return batched(sample, count);
    case 'constant':
      return typeof sample.value === 'number' && sample.integer
        ? tensorOf({ shape: [count], dtype: 'int64' })
        : unknown;
    case 'tuple':
      return { kind: 'tuple', items: sample.items.map(inner) };
    case 'dict': {
      const { entries, rest } = contentsOf(sample);
      const each = new Map([...entries].map(([key, value]) => [key, inner(value)] as const));
      return newDict(machine, { entries: each, rest: rest === null ? null : inner(rest) });
    }
    default:
      return unknown;
  }
}

/** An axis counted from the start is one further on. */
const batched = (tensor: TensorValue, count: number | null): TensorValue => ({
  ...tensor,
  shape: tensor.shape === null ? null : [count, ...tensor.shape],
  axis: tensor.axis === null || tensor.axis < 0 ? tensor.axis : tensor.axis + 1,
});
