import { isFloating } from '../../core/dtype.ts';
import type { Tensor } from '../../core/tensor.ts';
import { type Context, charge } from '../context.ts';
import type { Args } from '../library/args.ts';
import {
  type Entry,
  numpyBoth,
  numpyFunction,
  type Run,
  tensorflowFunction,
  torchBoth,
  torchFunction,
} from '../library/define.ts';

import { raise } from '../signals.ts';
import { slice } from '../tensor/geometry.ts';
import { record, recordView } from '../tensor/record.ts';
import { dense, rankOf, result, shapeOf } from '../tensor/tensor.ts';
import { namedTuple } from '../values/make.ts';
import type { TensorValue } from '../values/value.ts';
import { axisOf, forEachLine } from './axes.ts';
import { applyBinary } from './binary.ts';
import { finish, mapTensor } from './elementwise.ts';
import { pick } from './extremes.ts';
import { reshape } from './shape.ts';
import { mapLines } from './softmax.ts';

type Lines = (line: Float64Array) => Float64Array;

const running =
  (step: (total: number, x: number) => number): Lines =>
  (line) => {
    let total: number | undefined;
    return line.map((x) => {
      total = total === undefined ? x : step(total, x);
      return total;
    });
  };

const reversed =
  (lines: Lines): Lines =>
  (line) =>
    lines(line.slice().reverse()).reverse();

const runningSum = running((total, x) => total + x);
const runningProduct = running((total, x) => total * x);

const along = (g: Tensor, axis: number, lines: Lines): Tensor =>
  finish(mapLines(g, axis, lines), g.shape, g.dtype);

function cumulative(
  context: Context,
  name: string,
  input: TensorValue,
  axis: number,
  lines: Lines,
  back: (g: Tensor, x: Tensor, y: Tensor) => Tensor,
): TensorValue {
  const x = dense(input);
  const dtype = isFloating(x.dtype)
    ? x.dtype
    : input.library === 'jax' || input.library === 'tensorflow'
      ? x.dtype
      : 'int64';
  const y = finish(mapLines(x, axis, lines), x.shape, dtype);
  return record(context, y, { name, inputs: [input], backward: (g) => [back(g, x, y)] });
}

/** Flattened when no axis is named, as in NumPy. */
const source = (context: Context, args: Args): { input: TensorValue; axis: number } => {
  const dim = args.optionalInteger('dim');
  const input = dim === undefined ? reshape(context, args.tensor('input'), [-1]) : args.tensor('input');
  return { input, axis: axisOf(dim ?? 0, rankOf(input), args.library) };
};

const cumsum: Run = (context, args) => {
  const { input, axis } = source(context, args);
  return cumulative(context, 'Cumsum', input, axis, runningSum, (g) => along(g, axis, reversed(runningSum)));
};

const cumprod: Run = (context, args) => {
  const { input, axis } = source(context, args);
  return cumulative(context, 'Cumprod', input, axis, runningProduct, (g, x, y) => {
    const weighted = mapTensor(g, g.dtype, (u, i) => u * (y.data[i] as number));
    const sums = along(weighted, axis, reversed(runningSum));
    return mapTensor(sums, g.dtype, (s, i) => s / (x.data[i] as number));
  });
};

const logCumSumExp: Run = (context, args) => {
  const { input, axis } = source(context, args);
  const lines = running((total, x) => Math.max(total, x) + Math.log1p(Math.exp(-Math.abs(total - x))));
  return cumulative(context, 'Logcumsumexp', input, axis, lines, (g, x, y) => {
    const weighted = mapTensor(g, g.dtype, (u, i) => u * Math.exp(-(y.data[i] as number)));
    const sums = along(weighted, axis, reversed(runningSum));
    return mapTensor(sums, g.dtype, (s, i) => s * Math.exp(x.data[i] as number));
  });
};

/** The best so far and where it was. */
const runningExtreme =
  (name: string, better: (x: number, best: number) => boolean): Run =>
  (context, args) => {
    const { input, axis } = source(context, args);
    const x = dense(input);
    const positions = new Int32Array(x.data.length);
    const indices = new Float64Array(x.data.length);
    forEachLine(x.shape, axis, (start, step, count) => {
      let best = 0;
      for (let i = 0; i < count; i++) {
        if (better(x.data[start + i * step] as number, x.data[start + best * step] as number)) best = i;
        positions[start + i * step] = start + best * step;
        indices[start + i * step] = best;
      }
    });
    const values = pick(context, name, input, positions, x.shape);
    return namedTuple(
      `torch.return_types.${args.name}`,
      ['values', 'indices'],
      [values, result(context, finish(indices, x.shape, 'int64'), [input])],
    );
  };

/** x[1:] − x[:-1] */
const diff: Run = (context, args) => {
  let input = args.tensor('input');
  if (input.library === 'torch' && rankOf(input) === 0)
    raise('RuntimeError', 'diff expects input to be at least one-dimensional', 'input');
  const operation = input.dtype === 'bool' ? 'ne' : 'sub';
  for (let i = 0; i < args.integer('n'); i++) {
    const axis = axisOf(args.integer('dim'), rankOf(input), args.library);
    const length = (shapeOf(input)[axis] as number) - 1;
    const later = recordView(context, 'Slice', input, slice(axis, 1, length, 1));
    input = applyBinary(
      context,
      operation,
      later,
      recordView(context, 'Slice', input, slice(axis, 0, length, 1)),
    );
  }
  return input;
};

/** Keeps the elements of the last two axes on one side of a diagonal. */
const triangle =
  (keep: (row: number, column: number, diagonal: number) => boolean): Run =>
  (context, args) => {
    const input = args.tensor('input');
    const x = dense(input);
    const columns = x.shape.at(-1) ?? 1;
    const rows = x.shape.at(-2) ?? 1;
    const diagonal = args.integer('diagonal');
    const stays = (i: number) => keep(Math.floor(i / columns) % rows, i % columns, diagonal);
    return record(
      context,
      mapTensor(x, x.dtype, (value, i) => (stays(i) ? value : 0)),
      {
        name: 'Tril',
        inputs: [input],
        backward: (g) => [mapTensor(g, g.dtype, (u, i) => (stays(i) ? u : 0))],
      },
    );
  };

/** A vector becomes the diagonal of a matrix, a matrix gives its diagonal. */
function diagonalOf(context: Context, input: TensorValue, shift: number): TensorValue {
  const x = dense(input);
  if (rankOf(input) === 2) {
    const [rows = 0, columns = 0] = x.shape;
    const places: number[] = [];
    for (let row = 0; row < rows; row++)
      if (row + shift >= 0 && row + shift < columns) places.push(row * columns + row + shift);
    return pick(context, 'Diag', input, places, [places.length]);
  }
  const size = x.data.length + Math.abs(shift);
  const place = (i: number) => (i + Math.max(-shift, 0)) * size + i + Math.max(shift, 0);
  charge(context, size * size);
  const out = new Float64Array(size * size);
  for (let i = 0; i < x.data.length; i++) out[place(i)] = x.data[i] as number;
  return record(context, finish(out, [size, size], x.dtype), {
    name: 'Diag',
    inputs: [input],
    backward: (g) => [mapTensor(x, g.dtype, (_, i) => g.data[place(i)] as number)],
  });
}

const diag: Run = (context, args) => diagonalOf(context, args.tensor('input'), args.integer('diagonal'));

const diagflat: Run = (context, args) =>
  diagonalOf(context, reshape(context, args.tensor('input'), [-1]), args.integer('diagonal'));

const lower = (row: number, column: number, diagonal: number): boolean => column - row <= diagonal;
const upper = (row: number, column: number, diagonal: number): boolean => column - row >= diagonal;

export const cumulateFunctions: readonly Entry[] = [
  ...torchBoth('cumsum(input, dim, *, dtype=None)', cumsum),
  ...torchBoth('cumprod(input, dim, *, dtype=None)', cumprod),
  ...torchBoth('logcumsumexp(input, dim)', logCumSumExp),
  ...torchBoth(
    'cummax(input, dim)',
    runningExtreme('Cummax', (x, best) => Number.isNaN(x) || x >= best),
  ),
  ...torchBoth(
    'cummin(input, dim)',
    runningExtreme('Cummin', (x, best) => Number.isNaN(x) || x <= best),
  ),
  ...torchBoth('diff(input, n=1, dim=-1)', diff),
  ...torchBoth('tril(input, diagonal=0)', triangle(lower)),
  ...torchBoth('triu(input, diagonal=0)', triangle(upper)),
  ...torchBoth('diag(input, diagonal=0)', diag),
  ...torchFunction('diagflat(input, offset:diagonal=0)', diagflat),
  ...numpyBoth('cumsum(a:input, axis:dim=None, dtype=None)', cumsum),
  ...numpyBoth('cumprod(a:input, axis:dim=None, dtype=None)', cumprod),
  ...numpyFunction('diff(a:input, n=1, axis:dim=-1)', diff),
  ...numpyFunction('tril(m:input, k:diagonal=0)', triangle(lower)),
  ...numpyFunction('triu(m:input, k:diagonal=0)', triangle(upper)),
  ...numpyFunction('diag(v:input, k:diagonal=0)', diag),
  ...numpyFunction('diagflat(v:input, k:diagonal=0)', diagflat),
  ...tensorflowFunction(
    'cumsum(x:input, axis:dim=0, exclusive=False, reverse=False, name=None); math.cumsum(x:input, axis:dim=0, exclusive=False, reverse=False, name=None)',
    cumsum,
  ),
];
