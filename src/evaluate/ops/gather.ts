import { sizeOf } from '../../core/create.ts';
import { isFloating, scalarTypeName } from '../../core/dtype.ts';
import { broadcastIndex, broadcastShape, layoutAlong, stridesOf } from '../../core/shape.ts';
import type { Tensor } from '../../core/tensor.ts';
import type { Context } from '../context.ts';
import type { Args } from '../library/args.ts';
import { asTensor } from '../library/convert.ts';
import {
  define,
  type Entry,
  numpyBoth,
  numpyFunction,
  type Run,
  tensorflowFunction,
  torchBoth,
} from '../library/define.ts';
import { raise } from '../signals.ts';
import { floatType, type Operand, resultType } from '../tensor/promote.ts';
import { record } from '../tensor/record.ts';
import { scatterAdd, sumTo } from '../tensor/scatter.ts';
import { dense, libraryOf, rankOf, result, shapeOf } from '../tensor/tensor.ts';
import { tuple } from '../values/make.ts';
import type { TensorValue } from '../values/value.ts';
import { axisOf } from './axes.ts';
import { operand } from './binary.ts';
import { cast } from './cast.ts';
import { castGradient, finish, mapTensor, operandTensor } from './elementwise.ts';
import { pick } from './extremes.ts';
import { coordinates } from './indexing.ts';
import { takeAlong } from './join.ts';
import { reshape } from './shape.ts';

/** For every element of `index`, the position of the element of `shape` that it names along `axis`. */
function gatherPositions(shape: readonly number[], index: Tensor, axis: number, name: string): Int32Array {
  const strides = stridesOf(shape);
  const own = stridesOf(index.shape);
  const length = shape[axis] ?? 1;
  return Int32Array.from(index.data, (at, i) => {
    if (at < 0 || at >= length) {
      raise('RuntimeError', `index ${at} is out of bounds for dimension ${axis} with size ${length}`, name);
    }
    let position = at * (strides[axis] ?? 1);
    for (let a = 0; a < shape.length; a++) {
      if (a !== axis)
        position +=
          (Math.floor(i / (own[a] as number)) % (index.shape[a] as number)) * (strides[a] as number);
    }
    return position;
  });
}

function indexTensor(args: Args, name: string): TensorValue {
  const index = args.tensor(name);
  if (index.dtype !== 'int64' && args.library === 'torch') {
    raise('RuntimeError', `${args.name}(): Expected dtype int64 for index`, name);
  }
  return index;
}

const gather: Run = (context, args) => {
  const input = args.tensor('input');
  const index = indexTensor(args, 'index');
  const axis = axisOf(args.integer('dim'), rankOf(input));
  if (rankOf(index) !== rankOf(input)) {
    raise('RuntimeError', 'Index tensor must have the same number of dimensions as input tensor', 'index');
  }
  for (const [a, length] of shapeOf(index).entries()) {
    if (a !== axis && length > (shapeOf(input)[a] as number)) {
      raise(
        'RuntimeError',
        `Size does not match at dimension ${a} expected index [${shapeOf(index).join(', ')}] to be smaller than self [${shapeOf(input).join(', ')}] apart from dimension ${axis}`,
        'index',
      );
    }
  }
  return pick(
    context,
    'Gather',
    input,
    gatherPositions(shapeOf(input), dense(index), axis, 'index'),
    shapeOf(index),
  );
};

/** `np.take_along_axis`, `torch.take_along_dim`: the other axes broadcast. */
const takeAlongAxis: Run = (context, args) => {
  const dim = args.optionalInteger('dim');
  const input = dim === undefined ? reshape(context, args.tensor('input'), [-1]) : args.tensor('input');
  const axis = axisOf(dim ?? 0, rankOf(input), args.library);
  const length = shapeOf(input)[axis] as number;
  const index = mapTensor(dense(args.tensor('index')), 'int64', (i) => (i < 0 ? i + length : i));
  return pick(
    context,
    'TakeAlongDim',
    input,
    gatherPositions(shapeOf(input), index, axis, 'index'),
    index.shape,
  );
};

/** Rows of one axis by a vector of indices. */
const indexSelect: Run = (context, args) => {
  const input = args.tensor('input');
  const axis = axisOf(args.integer('dim'), rankOf(input));
  const order = [...dense(args.tensor('index')).data];
  const length = shapeOf(input)[axis] as number;
  if (order.some((i) => i < 0 || i >= length)) raise('IndexError', 'index out of range in self', 'index');
  return takeAlong(context, 'IndexSelect', input, axis, order);
};

/** `np.take(x, indices, axis)`; without an axis the flattened array, as `torch.take`. */
const take: Run = (context, args) => {
  const dim = args.optionalInteger('dim');
  const input = dim === undefined ? reshape(context, args.tensor('input'), [-1]) : args.tensor('input');
  const index = args.tensor('index');
  const axis = axisOf(dim ?? 0, rankOf(input), args.library);
  const length = shapeOf(input)[axis] as number;
  const order = Array.from(dense(index).data, (i) => (i < 0 ? i + length : i));
  if (order.some((i) => i < 0 || i >= length))
    raise('IndexError', `index out of bounds for axis ${axis} with size ${length}`);
  const taken = takeAlong(context, 'Take', input, axis, order);
  const shape = shapeOf(input);
  return reshape(context, taken, [...shape.slice(0, axis), ...shapeOf(index), ...shape.slice(axis + 1)]);
};

type Combine = (old: number, value: number) => number;

/** `scatter(dim, index, src)`: writes (or adds) `src` where the index says. */
const scatter =
  (combine: Combine, adds: boolean): Run =>
  (context, args) => {
    const input = args.tensor('input');
    const index = indexTensor(args, 'index');
    const axis = axisOf(args.integer('dim'), rankOf(input));
    const source = operandTensor(operand(args, 'src'), 'torch', input.dtype);
    const places = gatherPositions(shapeOf(input), dense(index), axis, 'index');
    if (rankOf(source) > 0 && source.dtype !== input.dtype)
      raise('RuntimeError', 'scatter(): Expected self.dtype to be equal to src.dtype', 'src');
    const from = dense(source);
    const own = stridesOf(from.shape);
    const steps = stridesOf(shapeOf(index));
    const at = (i: number): number =>
      from.shape.length === 0
        ? 0
        : own.reduce(
            (sum, s, a) => sum + (Math.floor(i / (steps[a] as number)) % (shapeOf(index)[a] as number)) * s,
            0,
          );
    const values = Float64Array.from(dense(input).data);
    for (let i = 0; i < places.length; i++) {
      const place = places[i] as number;
      values[place] = combine(values[place] as number, from.data[at(i)] as number);
    }
    return record(context, finish(values, shapeOf(input), input.dtype), {
      name: 'Scatter',
      inputs: [input, source],
      backward: (g) => {
        const toSource = new Float64Array(from.data.length);
        for (let i = 0; i < places.length; i++)
          toSource[at(i)] = (toSource[at(i)] as number) + (g.data[places[i] as number] as number);
        const toInput = Float64Array.from(g.data);
        if (!adds) for (const place of places) toInput[place] = 0;
        return [finish(toInput, g.shape, g.dtype), finish(toSource, from.shape, g.dtype)];
      },
    });
  };

/** `index_add(dim, index, source)`, `index_fill(dim, index, value)`. */
const indexWrite =
  (combine: Combine, adds: boolean): Run =>
  (context, args) => {
    const input = args.tensor('input');
    const axis = axisOf(args.integer('dim'), rankOf(input));
    const { classes, inner } = layoutAlong(shapeOf(input), axis);
    const order = [...dense(args.tensor('index')).data];
    const source = operandTensor(operand(args, 'src'), 'torch', input.dtype);
    const from = dense(source);
    const places: number[] = [];
    for (let o = 0; o < sizeOf(shapeOf(input).slice(0, axis)); o++) {
      for (const index of order)
        for (let i = 0; i < inner; i++) places.push((o * classes + index) * inner + i);
    }
    const at = (i: number) => (from.data.length === 1 ? 0 : i);
    const values = Float64Array.from(dense(input).data);
    for (const [i, place] of places.entries())
      values[place] = combine(values[place] as number, from.data[at(i)] as number);
    return record(context, finish(values, shapeOf(input), input.dtype), {
      name: 'IndexAdd',
      inputs: [input, source],
      backward: (g) => {
        const toSource = new Float64Array(from.data.length);
        for (const [i, place] of places.entries())
          toSource[at(i)] = (toSource[at(i)] as number) + (g.data[place] as number);
        const toInput = Float64Array.from(g.data);
        if (!adds) for (const place of places) toInput[place] = 0;
        return [finish(toInput, g.shape, g.dtype), finish(toSource, from.shape, g.dtype)];
      },
    });
  };

/** Chooses between two operands by a mask; both pass their gradient where they are chosen. */
export function where(
  context: Context,
  name: string,
  mask: TensorValue,
  yes: Operand,
  no: Operand,
): TensorValue {
  const library = libraryOf([mask, ...[yes, no].filter((x) => x.kind === 'tensor')]);
  const dtype = resultType([yes, no], library, context.defaultDType);
  const a = operandTensor(yes, library, dtype);
  const b = operandTensor(no, library, dtype);
  const shape = [shapeOf(mask), shapeOf(a), shapeOf(b)].reduce<readonly number[] | undefined>(
    (all, s) => all && broadcastShape(all, s),
    [],
  );
  if (!shape) {
    const [first, second] = [mask, a, b].map(shapeOf).filter((s) => s.length > 0);
    return raise(
      library === 'torch' ? 'RuntimeError' : 'ValueError',
      `The size of tensor a (${first?.at(-1)}) must match the size of tensor b (${second?.at(-1)}) at non-singleton dimension ${(first?.length ?? 1) - 1}`,
    );
  }
  const [m, x, y] = [dense(mask), dense(a), dense(b)];
  const [im, ix, iy] = [
    broadcastIndex(m.shape, shape),
    broadcastIndex(x.shape, shape),
    broadcastIndex(y.shape, shape),
  ];
  const chosen = (i: number): boolean => m.data[im(i)] !== 0;
  const values = new Float64Array(sizeOf(shape));
  for (let i = 0; i < values.length; i++) values[i] = (chosen(i) ? x.data[ix(i)] : y.data[iy(i)]) as number;
  const half = (g: Tensor, want: boolean, input: TensorValue, index: (i: number) => number) =>
    castGradient(
      sumTo(
        mapTensor(g, g.dtype, (u, i) => (chosen(i) === want ? u : 0)),
        shapeOf(input),
        index,
      ),
      input.dtype,
    );
  return record(context, finish(values, shape, dtype), {
    name,
    inputs: [a, b, mask],
    backward: (g) => [half(g, true, a, ix), half(g, false, b, iy), null],
  });
}

const whereRun: Run = (context, args) => {
  const condition = args.get('condition');
  const mask = condition.kind === 'tensor' ? condition : asTensor(context, condition, args.library);
  if (!args.has('input'))
    return tuple(
      coordinates(context, mask).map((axis) =>
        result(context, finish(Float64Array.from(axis), [axis.length], 'int64'), [mask]),
      ),
    );
  return where(context, 'Where', mask, operand(args, 'input'), operand(args, 'other'));
};

/** `x.where(mask, other)` keeps x where the mask holds. */
const whereMethod: Run = (context, args) =>
  where(context, 'Where', args.tensor('condition'), args.tensor('input'), operand(args, 'other'));

export function maskedFill(
  context: Context,
  input: TensorValue,
  mask: TensorValue,
  value: Operand,
): TensorValue {
  if (mask.dtype !== 'bool')
    raise(
      'RuntimeError',
      `masked_fill_ only supports boolean masks, but got mask with dtype ${mask.dtype === 'int64' ? 'long' : mask.dtype}`,
      'mask',
    );
  const filler =
    value.kind === 'tensor' ? cast(context, value, input.dtype) : operandTensor(value, 'torch', input.dtype);
  return where(context, 'MaskedFill', mask, filler, input);
}

const maskedFillRun: Run = (context, args) =>
  maskedFill(context, args.tensor('input'), args.tensor('mask'), operand(args, 'value'));

const maskedSelect: Run = (context, args) => {
  const input = args.tensor('input');
  const mask = dense(args.tensor('mask'));
  const shape =
    broadcastShape(shapeOf(input), mask.shape) ?? raise('RuntimeError', 'The mask does not fit the input');
  const at = broadcastIndex(shapeOf(input), shape);
  const by = broadcastIndex(mask.shape, shape);
  const positions = Array.from({ length: sizeOf(shape) }, (_, i) => i)
    .filter((i) => mask.data[by(i)] !== 0)
    .map(at);
  return pick(context, 'MaskedSelect', input, positions, [positions.length]);
};

const nonzero: Run = (context, args) => {
  const input = args.tensor('input');
  const found = coordinates(context, input);
  const tensors = found.map((axis) =>
    result(context, finish(Float64Array.from(axis), [axis.length], 'int64'), [input]),
  );
  if (args.library !== 'torch' || args.flag('as_tuple')) return tuple(tensors);
  const count = found[0]?.length ?? 0;
  const rows = Float64Array.from(
    { length: count * found.length },
    (_, i) => found[i % found.length]?.[Math.floor(i / found.length)] ?? 0,
  );
  return result(context, finish(rows, [count, found.length], 'int64'), [input]);
};

const oneHot: Run = (context, args) => {
  const input = args.tensor('input');
  if (isFloating(input.dtype)) raise('RuntimeError', 'one_hot is only applicable to index tensor.', 'input');
  const { data, shape } = dense(input);
  const named = args.integer('num_classes');
  const largest = Array.from(data).reduce((a, b) => Math.max(a, b), -1);
  const strict = args.library === 'torch';
  if (strict && data.some((x) => x < 0)) raise('RuntimeError', 'Class values must be non-negative.', 'input');
  const classes = named < 0 ? largest + 1 : named;
  if (strict && largest >= classes)
    raise('RuntimeError', 'Class values must be smaller than num_classes.', 'input');
  const out = new Float64Array(data.length * classes);
  for (let i = 0; i < data.length; i++) {
    const at = data[i] as number;
    if (at >= 0 && at < classes) out[i * classes + at] = 1;
  }
  const dtype = strict ? 'int64' : floatType('float32', args.library, context.defaultDType);
  return result(context, finish(out, [...shape, classes], dtype), [input]);
};

/** Rows of a weight matrix by index; `padding_idx` receives no gradient. */
export function embed(
  context: Context,
  weight: TensorValue,
  index: TensorValue,
  padding: number | undefined,
): TensorValue {
  if (index.dtype !== 'int64' && index.dtype !== 'int32') {
    raise(
      'RuntimeError',
      `Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got torch.${scalarTypeName(index.dtype)}Tensor instead (while checking arguments for embedding)`,
      'input',
    );
  }
  const [count = 0, width = 0] = shapeOf(weight);
  const { data, shape } = dense(index);
  if (data.some((x) => x < 0 || x >= count)) raise('IndexError', 'index out of range in self', 'input');
  const positions = Int32Array.from(
    { length: data.length * width },
    (_, i) => (data[Math.floor(i / width)] as number) * width + (i % width),
  );
  const w = dense(weight);
  return record(
    context,
    finish(
      Float64Array.from(positions, (at) => w.data[at] as number),
      [...shape, width],
      w.dtype,
    ),
    {
      name: 'Embedding',
      inputs: [weight],
      backward: (g) => {
        const kept =
          padding === undefined
            ? g
            : mapTensor(g, g.dtype, (u, i) => (data[Math.floor(i / width)] === padding ? 0 : u));
        return [scatterAdd(kept, positions, w.shape)];
      },
    },
  );
}

const replace: Combine = (_, value) => value;
const plus: Combine = (old, value) => old + value;

export const gatherFunctions: readonly Entry[] = [
  ...torchBoth('gather(input, dim, index, *, sparse_grad=False)', gather),
  ...torchBoth('take_along_dim(input, indices:index, dim=None)', takeAlongAxis),
  ...torchBoth('index_select(input, dim, index)', indexSelect),
  ...torchBoth('take(input, index, dim=None)', take),
  ...torchBoth('scatter(input, dim, index, value:src, *, reduce=None)', scatter(replace, false)),
  ...torchBoth('scatter_add(input, dim, index, src)', scatter(plus, true)),
  ...torchBoth('index_add(input, dim, index, source:src)', indexWrite(plus, true)),
  ...torchBoth('index_copy(input, dim, index, source:src)', indexWrite(replace, false)),
  ...torchBoth('index_fill(input, dim, index, value:src)', indexWrite(replace, false)),
  define('torch.where(condition, input=None, other=None)', whereRun),
  define('torch:where(input, condition, other)', whereMethod),
  ...torchBoth('masked_fill(input, mask, value)', maskedFillRun),
  ...torchBoth('masked_select(input, mask)', maskedSelect),
  ...torchBoth('nonzero(input, *, as_tuple=False); argwhere(input, *, as_tuple=False)', nonzero),
  define('torch.nn.functional.one_hot(tensor:input, num_classes=-1)', oneHot),
  define('jax.nn.one_hot(x:input, num_classes, *, dtype=None, axis=-1)', oneHot),
  ...tensorflowFunction(
    'one_hot(indices:input, depth:num_classes, on_value=None, off_value=None, axis=None, dtype=None, name=None)',
    oneHot,
  ),
  define(
    'torch.nn.functional.embedding(input, weight, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False)',
    (context, args) =>
      embed(context, args.tensor('weight'), args.tensor('input'), args.optionalInteger('padding_idx')),
  ),
  ...numpyFunction('where(condition, x:input=None, y:other=None)', whereRun),
  ...numpyFunction('take_along_axis(arr:input, indices:index, axis:dim)', takeAlongAxis),
  ...numpyBoth('take(a:input, indices:index, axis:dim=None, out=None, mode=None)', take),
  ...numpyBoth('nonzero(a:input)', nonzero),
  ...tensorflowFunction('where(condition, x:input=None, y:other=None, name=None)', whereRun),
  ...tensorflowFunction(
    'gather(params:input, indices:index, validate_indices=None, axis:dim=0, batch_dims=0, name=None)',
    take,
  ),
];
