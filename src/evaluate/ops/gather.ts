import { isFloating, scalarTypeName } from '../../core/dtype.ts';
import { type Context, charge } from '../context.ts';
import {
  define,
  type Entry,
  numpyBoth,
  numpyFunction,
  type Run,
  tensorflowFunction,
  torchBoth,
} from '../library/define.ts';
import { notKnown, raise } from '../signals.ts';
import { floatType } from '../tensor/promote.ts';
import { record } from '../tensor/record.ts';
import { scatterAdd } from '../tensor/scatter.ts';
import { dense, isRandom, rankOf, result, shapeOf, wrap } from '../tensor/tensor.ts';
import type { TensorValue } from '../values/value.ts';
import { axisOf } from './axes.ts';
import { finish, mapTensor } from './elementwise.ts';
import { pick } from './extremes.ts';
import { gatherPositions, indexTensor } from './gather-positions.ts';
import { takeAlong } from './repeat.ts';
import { indexWrite, plus, replace, scatter } from './scatter.ts';
import { reshape } from './shape.ts';
import { maskedFillRun, maskedSelect, nonzero, whereMethod, whereRun } from './where.ts';

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
  charge(context, data.length * classes);
  const out = new Float64Array(data.length * classes);
  for (let i = 0; i < data.length; i++) {
    const at = data[i] as number;
    if (at >= 0 && at < classes) out[i * classes + at] = 1;
  }
  const dtype = strict ? 'int64' : floatType('float32', args.library, context.defaultDType);
  return result(context, finish(out, [...shape, classes], dtype), [input]);
};

/** Keras's one-hot rows of labels, a column or a row of them, as an array of NumPy. */
const toCategorical: Run = (context, args) => {
  const labels = args.tensor('x');
  const shape = shapeOf(labels);
  const own = shape.length > 1 && shape.at(-1) === 1 ? shape.slice(0, -1) : shape;
  const data = Array.from(dense(labels).data);
  const classes = args.optionalInteger('num_classes') ?? data.reduce((a, b) => Math.max(a, b), -1) + 1;
  if (data.some((at) => at >= classes || at < -classes || !Number.isInteger(at)))
    notKnown('labels that are no class indices');
  charge(context, data.length * classes);
  const out = new Float64Array(data.length * classes);
  data.forEach((at, i) => {
    out[i * classes + (at < 0 ? at + classes : at)] = 1;
  });
  return wrap(finish(out, [...own, classes], 'float64'), 'numpy', isRandom(labels));
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
  define('keras.utils.to_categorical(x, num_classes=None)', toCategorical),
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
