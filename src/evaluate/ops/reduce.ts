import { isFloating, scalarTypeName } from '../../core/dtype.ts';
import type { DType, Tensor } from '../../core/tensor.ts';
import type { Context } from '../context.ts';
import type { Args } from '../library/args.ts';
import { type Entry, numpyBoth, type Run, tensorflowFunction, torchBoth } from '../library/define.ts';
import { raise } from '../signals.ts';
import { floatType } from '../tensor/promote.ts';
import { record } from '../tensor/record.ts';
import { dense, rankOf } from '../tensor/tensor.ts';
import { scalarOf } from '../values/repr.ts';
import type { ArrayLibrary, TensorValue } from '../values/value.ts';
import { grouped } from './axes.ts';
import { castGradient, finish, mapTensor } from './elementwise.ts';
import { spread } from './variance.ts';

/** The numbers that fall into one group, with what the gradient of each is. */
export interface Fold {
  readonly name: string;
  readonly start: number;
  readonly add: (total: number, x: number) => number;
  /** The result from the total and the number of elements. */
  readonly end?: (total: number, count: number) => number;
  /** ∂out/∂x. */
  readonly slope?: (x: number, out: number, count: number) => number;
}

export interface Reduction {
  readonly input: TensorValue;
  readonly dims: readonly number[] | undefined;
  readonly keep: boolean;
  readonly dtype: DType;
}

/** Folds the elements of each group, in double precision, and rounds once. */
export function fold(context: Context, by: Fold, { input, dims, keep, dtype }: Reduction): TensorValue {
  const { x, groups, shape, size, count } = grouped(input, dims, keep);
  const totals = new Float64Array(size).fill(by.start);
  for (let i = 0; i < x.data.length; i++) {
    const group = groups[i] as number;
    totals[group] = by.add(totals[group] as number, x.data[i] as number);
  }
  const { end, slope } = by;
  const out = finish(end ? totals.map((total) => end(total, count)) : totals, shape, dtype);
  return record(context, out, {
    name: by.name,
    inputs: [input],
    backward: (g) => [
      mapTensor(x, input.dtype, (value, i) => {
        const group = groups[i] as number;
        return (g.data[group] as number) * (slope ? slope(value, out.data[group] as number, count) : 0);
      }),
    ],
    saved: slope && slope.length > 0 && by.name !== 'Sum' && by.name !== 'Mean' ? [input] : [],
  });
}

const add = (total: number, x: number): number => total + x;

const sumFold: Fold = { name: 'Sum', start: 0, add, slope: () => 1 };
export const meanFold: Fold = {
  name: 'Mean',
  start: 0,
  add,
  end: (total, n) => total / n,
  slope: (_x, _out, n) => 1 / n,
};
const prodFold: Fold = { name: 'Prod', start: 1, add: (total, x) => total * x };

export const sumAlong = (context: Context, input: TensorValue, dim: number): TensorValue =>
  fold(context, sumFold, { input, dims: [dim], keep: false, dtype: input.dtype });

/** The gradient of a product is the product of the others, which a zero among them hides from the result. */
function prodOf(context: Context, options: Reduction): TensorValue {
  const { input, dims, keep } = options;
  const { x, groups } = grouped(input, dims, keep);
  const output = dense(fold(context, prodFold, options));
  const zeros = new Float64Array(output.data.length);
  const others = new Float64Array(output.data.length).fill(1);
  for (let i = 0; i < x.data.length; i++) {
    const group = groups[i] as number;
    if (x.data[i] === 0) zeros[group] = (zeros[group] as number) + 1;
    else others[group] = (others[group] as number) * (x.data[i] as number);
  }
  const without = (value: number, group: number): number =>
    value === 0
      ? zeros[group] === 1
        ? (others[group] as number)
        : 0
      : zeros[group] === 0
        ? (others[group] as number) / value
        : 0;
  return record(context, output, {
    name: 'Prod',
    inputs: [input],
    backward: (g) => [
      mapTensor(
        x,
        input.dtype,
        (value, i) => (g.data[groups[i] as number] as number) * without(value, groups[i] as number),
      ),
    ],
    saved: [input],
  });
}
const nanSum: Fold = {
  name: 'Nansum',
  start: 0,
  add: (total, x) => (Number.isNaN(x) ? total : total + x),
  slope: (x) => (Number.isNaN(x) ? 0 : 1),
};
const allFold: Fold = { name: 'All', start: 1, add: (total, x) => (total !== 0 && x !== 0 ? 1 : 0) };
const anyFold: Fold = { name: 'Any', start: 0, add: (total, x) => (total !== 0 || x !== 0 ? 1 : 0) };
const countFold: Fold = { name: 'CountNonzero', start: 0, add: (total, x) => total + (x === 0 ? 0 : 1) };

/** The dims an argument names: none, one or several. */
export const dimsArgument = (args: Args, name = 'dim'): number[] | undefined => args.optionalIntegers(name);

/** Integers and booleans add up in 64 bits. */
const sumType = (dtype: DType, library: ArrayLibrary): DType =>
  isFloating(dtype)
    ? dtype
    : library === 'jax' || library === 'tensorflow'
      ? dtype === 'bool'
        ? 'int32'
        : dtype
      : 'int64';

const reduction = (args: Args, dtype: DType): Reduction => ({
  input: args.tensor('input'),
  dims: dimsArgument(args),
  keep: args.flag('keepdim'),
  dtype,
});

/** With `dtype=` the input is cast before it is reduced. */
function castFirst(context: Context, args: Args): TensorValue {
  const input = args.tensor('input');
  const dtype = args.dtype('dtype');
  if (!dtype || dtype === input.dtype) return input;
  return record(
    context,
    mapTensor(dense(input), dtype, (x) => x),
    {
      name: 'ToCopy',
      inputs: [input],
      backward: (g) => [castGradient(g, input.dtype)],
    },
  );
}

const sum =
  (by: Fold): Run =>
  (context, args) => {
    const input = castFirst(context, args);
    const dtype = args.dtype('dtype') ?? sumType(input.dtype, args.library);
    if (by === prodFold) return prodOf(context, { ...reduction(args, dtype), input });
    return fold(context, by, { ...reduction(args, dtype), input });
  };

const mean: Run = (context, args) => {
  const input = castFirst(context, args);
  if (input.library === 'torch' && !isFloating(input.dtype)) {
    raise(
      'RuntimeError',
      `mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: ${scalarTypeName(input.dtype)}`,
      'input',
    );
  }
  return fold(context, meanFold, {
    ...reduction(args, floatType(input.dtype, input.library, context.defaultDType)),
    input,
  });
};

/** Mean in TensorFlow keeps integers integers. */
const tensorflowMean: Run = (context, args) =>
  fold(context, meanFold, reduction(args, args.tensor('input').dtype));

const logical =
  (by: Fold): Run =>
  (context, args) =>
    fold(context, by, reduction(args, 'bool'));

const countNonzero: Run = (context, args) => {
  const counts = fold(context, countFold, reduction(args, 'int64'));
  // NumPy gives a plain integer where nothing is left to index.
  return args.library === 'numpy' && rankOf(counts) === 0 ? scalarOf(counts) : counts;
};

const nanMean: Run = (context, args) => {
  const input = args.tensor('input');
  const present = fold(
    context,
    { ...countFold, add: (n, x) => (Number.isNaN(x) ? n : n + 1) },
    reduction(args, 'float64'),
  );
  const counts = dense(present).data;
  const total = fold(context, nanSum, reduction(args, input.dtype));
  const scale = (tensor: Tensor): Tensor =>
    mapTensor(tensor, tensor.dtype, (x, i) => x / (counts[i] as number));
  return record(context, scale(dense(total)), {
    name: 'Nanmean',
    inputs: [total],
    backward: (g) => [scale(g)],
  });
};

const torchHead = (name: string): string => `${name}(input, dim=None, keepdim=False, *, dtype=None)`;
const numpyHead = (name: string): string =>
  `${name}(a:input, axis:dim=None, dtype=None, out=None, keepdims:keepdim=False)`;
const plainHead = (name: string): string =>
  `${name}(a:input, axis:dim=None, out=None, keepdims:keepdim=False)`;
const spreadHead = (name: string): string =>
  `${name}(a:input, axis:dim=None, dtype=None, out=None, ddof:correction=0, keepdims:keepdim=False)`;
const reduceHead = (name: string): string =>
  `${name}(input_tensor:input, axis:dim=None, keepdims:keepdim=False, name=None)`;

export const reduceFunctions: readonly Entry[] = [
  ...torchBoth(torchHead('sum'), sum(sumFold)),
  ...torchBoth(torchHead('nansum'), sum(nanSum)),
  ...torchBoth(torchHead('prod'), sum(prodFold)),
  ...torchBoth(torchHead('mean'), mean),
  ...torchBoth(torchHead('nanmean'), nanMean),
  ...torchBoth('all(input, dim=None, keepdim=False)', logical(allFold)),
  ...torchBoth('any(input, dim=None, keepdim=False)', logical(anyFold)),
  ...torchBoth('count_nonzero(input, dim=None, *, keepdim=False)', countNonzero),
  ...torchBoth('std(input, dim=None, unbiased=None, keepdim=False, *, correction=None)', spread(true)),
  ...torchBoth('var(input, dim=None, unbiased=None, keepdim=False, *, correction=None)', spread(false)),
  ...numpyBoth(numpyHead('sum'), sum(sumFold)),
  ...numpyBoth(numpyHead('nansum'), sum(nanSum)),
  ...numpyBoth(numpyHead('prod'), sum(prodFold)),
  ...numpyBoth(numpyHead('mean'), mean),
  ...numpyBoth(numpyHead('nanmean'), nanMean),
  ...numpyBoth(plainHead('all'), logical(allFold)),
  ...numpyBoth(plainHead('any'), logical(anyFold)),
  ...numpyBoth('count_nonzero(a:input, axis:dim=None, *, keepdims:keepdim=False)', countNonzero),
  ...numpyBoth(spreadHead('std'), spread(true)),
  ...numpyBoth(spreadHead('var'), spread(false)),
  ...['reduce_sum', 'math.reduce_sum'].flatMap((name) =>
    tensorflowFunction(reduceHead(name), (context, args) =>
      fold(context, sumFold, reduction(args, args.tensor('input').dtype)),
    ),
  ),
  ...['reduce_mean', 'math.reduce_mean'].flatMap((name) =>
    tensorflowFunction(reduceHead(name), tensorflowMean),
  ),
  ...tensorflowFunction(reduceHead('reduce_all'), logical(allFold)),
  ...tensorflowFunction(reduceHead('reduce_any'), logical(anyFold)),
];
