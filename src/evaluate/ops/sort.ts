import { sizeOf } from '../../core/create.ts';
import type { Context } from '../context.ts';
import {
  define,
  type Entry,
  numpyBoth,
  numpyFunction,
  numpyMethod,
  type Run,
  tensorflowFunction,
  torchBoth,
  torchFunction,
} from '../library/define.ts';
import { notKnown, raise } from '../signals.ts';
import { record } from '../tensor/record.ts';
import { dense, rankOf, result, shapeOf } from '../tensor/tensor.ts';
import { namedTuple, none, tuple } from '../values/make.ts';
import type { TensorValue, Value } from '../values/value.ts';
import { axisOf, forEachLine, lineOf, reducedShape } from './axes.ts';
import { bincount, searchSorted, unique } from './count.ts';
import { finish } from './elementwise.ts';
import { pick } from './extremes.ts';
import { replaceWith } from './inplace.ts';
import { topPositions } from './selection.ts';
import { reshape } from './shape.ts';

/** Ascending, NaN last; equal values keep their order. */
export const ascending = (a: number, b: number): number =>
  Number.isNaN(a) ? (Number.isNaN(b) ? 0 : 1) : Number.isNaN(b) ? -1 : a - b;

/** The order of the elements of one line. */
type Arrange = (line: ArrayLike<number>) => number[];

/** Equal values keep their order. */
const stably =
  (descending: boolean): Arrange =>
  (line) =>
    Array.from(line, (_, i) => i).sort((i, j) =>
      descending
        ? ascending(line[j] as number, line[i] as number)
        : ascending(line[i] as number, line[j] as number),
    );

/** For every line along an axis the indices in order. */
function orders(
  input: TensorValue,
  axis: number,
  arrange: Arrange,
): { starts: number[]; steps: number; orders: number[][] } {
  const x = dense(input);
  const starts: number[] = [];
  const found: number[][] = [];
  let steps = 1;
  forEachLine(x.shape, axis, (start, step, count) => {
    starts.push(start);
    found.push(arrange(lineOf(x, start, step, count)));
    steps = step;
  });
  return { starts, steps, orders: found };
}

/** Takes `choose` of each line's order and lays the chosen out along the axis. */
function arranged(
  context: Context,
  name: string,
  input: TensorValue,
  axis: number,
  by: boolean | Arrange,
  length: number,
  choose: (order: number[]) => number[],
): [TensorValue, TensorValue] {
  const arrange = typeof by === 'boolean' ? stably(by) : by;
  const { starts, steps, orders: all } = orders(input, axis, arrange);
  const own = shapeOf(input);
  const shape = own.length === 0 ? [] : own.map((n, a) => (a === axis ? length : n));
  const positions = new Int32Array(sizeOf(shape));
  const indices = new Float64Array(positions.length);
  let line = 0;
  forEachLine(shape.length === 0 ? [1] : shape, axis, (start, step, count) => {
    const order = choose(all[line] as number[]);
    for (let i = 0; i < count; i++) {
      positions[start + i * step] = (starts[line] as number) + (order[i] as number) * steps;
      indices[start + i * step] = order[i] as number;
    }
    line++;
  });
  const dtype = input.library === 'jax' || input.library === 'tensorflow' ? 'int32' : 'int64';
  return [
    pick(context, name, input, positions, shape),
    result(context, finish(indices, shape, dtype), [input]),
  ];
}

const sort: Run = (context, args) => {
  const input = args.tensor('input');
  const axis = axisOf(args.integer('dim'), rankOf(input));
  const length = shapeOf(input)[axis] ?? 1;
  const [values, indices] = arranged(
    context,
    'Sort',
    input,
    axis,
    args.flag('descending'),
    length,
    (order) => order,
  );
  return namedTuple('torch.return_types.sort', ['values', 'indices'], [values, indices]);
};

const argsort: Run = (context, args) => {
  const input = args.tensor('input');
  const axis = axisOf(args.integer('dim'), rankOf(input), args.library);
  const descending = args.has('descending') && args.flag('descending');
  return arranged(context, 'Sort', input, axis, descending, shapeOf(input)[axis] ?? 1, (order) => order)[1];
};

const numpySort: Run = (context, args) => {
  const whole = args.get('dim').kind === 'None';
  const input = whole ? reshape(context, args.tensor('input'), [-1]) : args.tensor('input');
  const axis = axisOf(whole ? 0 : args.integer('dim'), rankOf(input), 'numpy');
  return arranged(context, 'Sort', input, axis, false, shapeOf(input)[axis] ?? 1, (order) => order)[0];
};

const top =
  (k: number, largest: boolean): Arrange =>
  (line) => {
    const sign = largest ? -1 : 1;
    return topPositions(line.length, k, (i, j) => sign * ascending(line[i] as number, line[j] as number) < 0);
  };

const topk: Run = (context, args) => {
  const input = args.tensor('input');
  const axis = axisOf(args.integer('dim'), rankOf(input));
  const k = args.integer('k');
  if (k > (shapeOf(input)[axis] ?? 1)) raise('RuntimeError', 'selected index k out of range', 'k');
  const parts = arranged(context, 'Topk', input, axis, top(k, args.flag('largest')), k, (order) => order);
  return namedTuple('torch.return_types.topk', ['values', 'indices'], parts);
};

const jaxTopk: Run = (context, args) => {
  const input = args.tensor('input');
  return tuple(
    arranged(context, 'Topk', input, rankOf(input) - 1, true, args.integer('k'), (order) =>
      order.slice(0, args.integer('k')),
    ),
  );
};

/** One order statistic of each line; `dim=None` flattens. */
function statistic(
  context: Context,
  name: string,
  input: TensorValue,
  dim: number | undefined,
  keep: boolean,
  choose: (order: number[]) => number,
): Value {
  const flat = dim === undefined ? reshape(context, input, [-1]) : input;
  const axis = axisOf(dim ?? 0, rankOf(flat));
  const [values, indices] = arranged(context, name, flat, axis, false, 1, (order) => [choose(order)]);
  const shape = reducedShape(shapeOf(flat), rankOf(flat) === 0 ? [] : [axis], keep && dim !== undefined);
  const shaped = [values, indices].map((part) => reshape(context, part, shape));
  if (dim === undefined) return shaped[0] as TensorValue;
  return namedTuple(`torch.return_types.${name.toLowerCase()}`, ['values', 'indices'], shaped);
}

/** The lower of the two middle ones, as in PyTorch. */
export const median: Run = (context, args) =>
  statistic(
    context,
    'Median',
    args.tensor('input'),
    args.optionalInteger('dim'),
    args.flag('keepdim'),
    (order) => order[Math.floor((order.length - 1) / 2)] as number,
  );

const kthValue: Run = (context, args) =>
  statistic(
    context,
    'Kthvalue',
    args.tensor('input'),
    args.integer('dim'),
    args.flag('keepdim'),
    (order) => order[args.integer('k') - 1] as number,
  );

/** Linear interpolation between order statistics; NumPy's median and percentile are such. */
function quantiles(
  context: Context,
  input: TensorValue,
  q: number,
  dim: number | undefined,
  keep: boolean,
): TensorValue {
  const flat = dim === undefined ? reshape(context, input, [-1]) : input;
  const axis = axisOf(dim ?? 0, rankOf(flat), input.library);
  const x = dense(flat);
  const shape = reducedShape(x.shape, [axis], keep && dim !== undefined);
  const out = new Float64Array(sizeOf(shape));
  const sources: { low: number; high: number; share: number }[] = [];
  forEachLine(x.shape, axis, (start, step, count, line) => {
    const order = Array.from({ length: count }, (_, i) => start + i * step).sort((i, j) =>
      ascending(x.data[i] as number, x.data[j] as number),
    );
    const at = q * (count - 1);
    const low = order[Math.floor(at)] as number;
    const high = order[Math.ceil(at)] as number;
    const share = at - Math.floor(at);
    sources[line] = { low, high, share };
    out[line] = (x.data[low] as number) + ((x.data[high] as number) - (x.data[low] as number)) * share;
  });
  const dtype = x.dtype.includes('float') ? x.dtype : 'float64';
  return record(context, finish(out, shape, dtype), {
    name: 'Quantile',
    inputs: [flat],
    backward: (g) => {
      const parts = new Float64Array(x.data.length);
      for (const [line, { low, high, share }] of sources.entries()) {
        parts[low] = (parts[low] as number) + (g.data[line] as number) * (1 - share);
        parts[high] = (parts[high] as number) + (g.data[line] as number) * share;
      }
      return [finish(parts, x.shape, g.dtype)];
    },
  });
}

const scaledQuantile =
  (scale: number): Run =>
  (context, args) => {
    const q = args.get('q');
    const many = q.kind === 'tensor' && rankOf(q) > 0;
    if (many || q.kind === 'list') return notKnown('several quantiles at once');
    return quantiles(
      context,
      args.tensor('input'),
      args.number('q') / scale,
      args.optionalInteger('dim'),
      args.flag('keepdim'),
    );
  };

const jaxOrNumpyMedian: Run = (context, args) =>
  quantiles(context, args.tensor('input'), 0.5, args.optionalInteger('dim'), args.flag('keepdim'));

export const sortFunctions: readonly Entry[] = [
  ...torchBoth('sort(input, dim=-1, descending=False, stable=False)', sort),
  ...torchBoth('argsort(input, dim=-1, descending=False, stable=False)', argsort),
  ...torchBoth('topk(input, k, dim=-1, largest=True, sorted=True)', topk),
  ...torchBoth('median(input, dim=None, keepdim=False)', median),
  ...torchBoth('kthvalue(input, k, dim=-1, keepdim=False)', kthValue),
  ...torchBoth("quantile(input, q, dim=None, keepdim=False, *, interpolation='linear')", scaledQuantile(1)),
  ...torchBoth('unique(input, sorted=True, return_inverse=False, return_counts=False, dim=None)', unique),
  ...torchBoth('bincount(input, weights=None, minlength=0)', bincount),
  ...torchFunction('searchsorted(sorted_sequence:sorted, values, *, right=False, side=None)', searchSorted),
  ...torchFunction('bucketize(values, boundaries:sorted, *, right=False, side=None)', searchSorted),
  ...numpyFunction('sort(a:input, axis:dim=-1)', numpySort),
  define('numpy:sort(a:input, axis:dim=-1)', (context, args) => {
    const sorted = numpySort(context, args);
    if (sorted.kind === 'tensor') replaceWith(context, args.tensor('input'), sorted);
    return none;
  }),
  ...numpyBoth('argsort(a:input, axis:dim=-1)', argsort),
  ...numpyFunction('median(a:input, axis:dim=None, keepdims:keepdim=False)', jaxOrNumpyMedian),
  ...numpyFunction('quantile(a:input, q, axis:dim=None, keepdims:keepdim=False)', scaledQuantile(1)),
  ...numpyFunction('percentile(a:input, q, axis:dim=None, keepdims:keepdim=False)', scaledQuantile(100)),
  ...numpyFunction('unique(ar:input, return_index=False, return_inverse=False, return_counts=False)', unique),
  ...numpyFunction('bincount(x:input, weights=None, minlength=0)', bincount),
  ...numpyFunction("searchsorted(a:sorted, v:values, side='left', right=False)", searchSorted),
  ...numpyMethod('searchsorted(self:sorted, v:values, side=None, right=False)', searchSorted),
  define('jax.lax.top_k(operand:input, k)', jaxTopk),
  ...tensorflowFunction('math.top_k(input, k=1); nn.top_k(input, k=1)', jaxTopk),
  ...tensorflowFunction('argsort(values:input, axis:dim=-1)', argsort),
];
