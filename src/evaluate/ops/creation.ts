import { full, sizeOf } from '../../core/create.ts';
import { isFloating } from '../../core/dtype.ts';
import type { DType, Tensor } from '../../core/tensor.ts';
import { type Context, charge } from '../context.ts';
import type { Args } from '../library/args.ts';
import { asTensor } from '../library/convert.ts';
import {
  define,
  type Entry,
  numpyFunction,
  type Run,
  tensorflowFunction,
  torchFunction,
  torchMethod,
} from '../library/define.ts';
import { notKnown, raise } from '../signals.ts';
import { asArray, dense, shapeOf, wrap } from '../tensor/tensor.ts';
import type { TensorValue } from '../values/value.ts';
import { anyDType } from './cast.ts';
import { finish } from './elementwise.ts';
import { arange, eye, linspace, meshgrid } from './ranges.ts';

/** `dtype=`, or what the library makes of floats when none is given. */
export function floatArgument(context: Context, args: Args): DType {
  const value = args.optional('dtype');
  if (value) return anyDType(value) ?? notKnown('the dtype is not known here');
  return args.library === 'numpy' ? 'float64' : context.defaultDType;
}

export function asked(_context: Context, args: Args, tensor: TensorValue): TensorValue {
  if (!args.has('requires_grad') || !args.flag('requires_grad')) return tensor;
  if (!isFloating(tensor.dtype))
    raise(
      'RuntimeError',
      'Only Tensors of floating point and complex dtype can require gradients',
      'requires_grad',
    );
  tensor.requiresGrad = true;
  return tensor;
}

export function filled(
  context: Context,
  args: Args,
  shape: readonly number[],
  value: number,
  dtype: DType,
): TensorValue {
  if (shape.some((n) => n < 0))
    raise(
      'RuntimeError',
      `Trying to create tensor with negative dimension ${shape.find((n) => n < 0)}: [${shape.join(', ')}]`,
    );
  charge(context, sizeOf(shape));
  return asked(context, args, wrap(full(shape, value, dtype), args.library, context.tainted));
}

const sizeArgument = (args: Args): number[] =>
  args.rest.length > 0 ? args.restIntegers('size') : (args.optionalIntegers('shape') ?? []);

const constant =
  (value: number): Run =>
  (context, args) =>
    filled(context, args, sizeArgument(args), value, floatArgument(context, args));

/** What `empty` gives is whatever lay in memory: unknown until it is filled. */
const empty: Run = (context, args) => {
  const tensor = filled(context, args, sizeArgument(args), 0, floatArgument(context, args));
  tensor.storage.lost = `${args.name} leaves the numbers undefined`;
  return tensor;
};

const likeDType = (args: Args, like: TensorValue): DType => {
  const value = args.optional('dtype');
  return value ? (anyDType(value) ?? notKnown('the dtype is not known here')) : like.dtype;
};

const constantLike =
  (value: number): Run =>
  (context, args) => {
    const like = args.tensor('input');
    return filled(context, args, shapeOf(like), value, likeDType(args, like));
  };

const emptyLike: Run = (context, args) => {
  const like = args.tensor('input');
  const tensor = filled(context, args, shapeOf(like), 0, likeDType(args, like));
  tensor.storage.lost = `${args.name} leaves the numbers undefined`;
  return tensor;
};

/** `full` takes its dtype from the value. */
function fillType(context: Context, args: Args): DType {
  if (args.has('dtype')) return floatArgument(context, args);
  const value = args.get('fill_value');
  if (value.kind === 'tensor')
    return args.library === 'torch' && isFloating(value.dtype) ? floatArgument(context, args) : value.dtype;
  if (value.kind === 'bool') return 'bool';
  return value.kind === 'int' ? (args.library === 'jax' ? 'int32' : 'int64') : floatArgument(context, args);
}

const fullRun: Run = (context, args) =>
  filled(context, args, args.integers('size'), args.number('fill_value'), fillType(context, args));

const fullLike: Run = (context, args) => {
  const like = args.tensor('input');
  return filled(context, args, shapeOf(like), args.number('fill_value'), likeDType(args, like));
};

/** `x.new_zeros(2, 3)`: of the tensor's own dtype. */
const newFilled =
  (value: number): Run =>
  (context, args) =>
    filled(context, args, args.restIntegers('size'), value, likeDType(args, args.tensor('input')));

const tensorRun: Run = (context, args) => {
  const value = args.get('data');
  const dtype = args.has('dtype')
    ? (anyDType(args.get('dtype')) ?? notKnown('the dtype is not known here'))
    : undefined;
  const made = asTensor(context, value, args.library, dtype);
  const fresh = value.kind === 'tensor' ? wrap(copyOf(dense(made)), args.library, made.storage.random) : made;
  return asArray(asked(context, args, fresh));
};

const copyOf = (tensor: Tensor): Tensor => ({ ...tensor, data: tensor.data.slice() });

/** `as_tensor`, `from_numpy`, `asarray` share the numbers of an array of the right dtype. */
const shareRun: Run = (context, args) => {
  const value = args.get('data');
  const dtype = args.has('dtype') ? anyDType(args.get('dtype')) : undefined;
  if (value.kind !== 'tensor') {
    if (args.name === 'from_numpy') raise('TypeError', 'expected np.ndarray (got list)', 'data');
    return asArray(asTensor(context, value, args.library, dtype));
  }
  if (dtype !== undefined && dtype !== value.dtype) return asTensor(context, value, args.library, dtype);
  if (value.library === args.library) return value;
  if (value.requiresGrad && args.library !== 'torch') {
    raise(
      'RuntimeError',
      "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.",
    );
  }
  return asArray({
    ...value,
    library: args.library,
    isView: true,
    requiresGrad: false,
    node: null,
    grad: null,
    isParameter: false,
  });
};

/** `torch.Tensor(2, 3)` has no defined numbers; `torch.Tensor([…])` and the typed ones take data. */
const legacy =
  (dtype: DType): Run =>
  (context, args) => {
    const [first] = args.rest;
    if (first && first.kind !== 'int') return asTensor(context, first, 'torch', dtype);
    const tensor = filled(context, args, args.restIntegers('size'), 0, dtype);
    if (sizeOf(shapeOf(tensor)) > 0) tensor.storage.lost = 'torch.Tensor(sizes) leaves the numbers undefined';
    return tensor;
  };

const options =
  'dtype=None, device=None, requires_grad=False, out=None, layout=None, pin_memory=False, memory_format=None, generator=None';
const legacyTypes: readonly (readonly [string, DType])[] = [
  ['FloatTensor', 'float32'],
  ['DoubleTensor', 'float64'],
  ['HalfTensor', 'float16'],
  ['LongTensor', 'int64'],
  ['IntTensor', 'int32'],
  ['ShortTensor', 'int16'],
  ['ByteTensor', 'uint8'],
  ['CharTensor', 'int8'],
  ['BoolTensor', 'bool'],
];

export const creationFunctions: readonly Entry[] = [
  define(`torch.tensor(data, *, ${options})`, tensorRun),
  define(`torch.as_tensor(data, dtype=None, device=None)`, shareRun),
  define(`torch.asarray(obj:data, *, ${options})`, shareRun),
  define('torch.from_numpy(ndarray:data)', shareRun),
  define(`torch.zeros(*size, ${options})`, constant(0)),
  define(`torch.ones(*size, ${options})`, constant(1)),
  define(`torch.empty(*size, ${options})`, empty),
  define(`torch.full(size, fill_value, *, ${options})`, fullRun),
  define(`torch.zeros_like(input, *, ${options})`, constantLike(0)),
  define(`torch.ones_like(input, *, ${options})`, constantLike(1)),
  define(`torch.empty_like(input, *, ${options})`, emptyLike),
  define(`torch.full_like(input, fill_value, *, ${options})`, fullLike),
  ...torchMethod('new_zeros(input, *size, dtype=None, device=None, requires_grad=False)', newFilled(0)),
  ...torchMethod('new_ones(input, *size, dtype=None, device=None, requires_grad=False)', newFilled(1)),
  ...torchMethod(
    'new_full(input, size, fill_value, dtype=None, device=None, requires_grad=False)',
    (context, args) =>
      filled(
        context,
        args,
        args.integers('size'),
        args.number('fill_value'),
        likeDType(args, args.tensor('input')),
      ),
  ),
  ...torchMethod('new_tensor(input, data, dtype=None, device=None, requires_grad=False)', (context, args) =>
    asked(context, args, asTensor(context, args.get('data'), 'torch', likeDType(args, args.tensor('input')))),
  ),
  ...torchFunction('Tensor(*size)', legacy('float32')),
  ...legacyTypes.flatMap(([name, dtype]) => [
    define(`torch.${name}(*size)`, legacy(dtype)),
    define(`torch.cuda.${name}(*size)`, legacy(dtype)),
  ]),
  define(`torch.arange(start, end=None, step=1, *, ${options})`, arange),
  define(`torch.range(start, end=None, step=1, *, ${options})`, (context, args) => {
    const count = Math.floor((args.number('end') - args.number('start')) / args.number('step')) + 1;
    const values = Float64Array.from(
      { length: count },
      (_, i) => args.number('start') + i * args.number('step'),
    );
    return asked(context, args, wrap(finish(values, [count], floatArgument(context, args)), 'torch'));
  }),
  define(`torch.linspace(start, end, steps, *, ${options})`, linspace),
  define(`torch.logspace(start, end, steps, base=10.0, *, ${options})`, linspace),
  define(`torch.eye(n, m=None, *, ${options})`, eye),
  define("torch.meshgrid(*tensors, indexing='ij')", meshgrid),
  ...numpyFunction('array(object:data, dtype=None, copy=True, order=None, ndmin=0)', tensorRun),
  ...numpyFunction(
    'asarray(a:data, dtype=None, order=None); ascontiguousarray(a:data, dtype=None)',
    shareRun,
  ),
  define('numpy.ndarray(*args, **kwargs)', () => notKnown('an array without its numbers')),
  ...numpyFunction('zeros(shape, dtype=None, order=None)', constant(0)),
  ...numpyFunction('ones(shape, dtype=None, order=None)', constant(1)),
  ...numpyFunction('empty(shape, dtype=None, order=None)', empty),
  ...numpyFunction('full(shape:size, fill_value, dtype=None, order=None)', fullRun),
  ...numpyFunction('zeros_like(a:input, dtype=None)', constantLike(0)),
  ...numpyFunction('ones_like(a:input, dtype=None)', constantLike(1)),
  ...numpyFunction('empty_like(a:input, dtype=None)', emptyLike),
  ...numpyFunction('full_like(a:input, fill_value, dtype=None)', fullLike),
  ...numpyFunction('arange(start, stop:end=None, step=1, dtype=None)', arange),
  ...numpyFunction('linspace(start, stop:end, num:steps=50, endpoint=True, dtype=None)', linspace),
  ...numpyFunction('logspace(start, stop:end, num:steps=50, endpoint=True, base=10.0, dtype=None)', linspace),
  ...numpyFunction('eye(N:n, M:m=None, k=0, dtype=None); identity(n, dtype=None, m=None)', eye),
  ...numpyFunction("meshgrid(*tensors, indexing='xy')", meshgrid),
  ...tensorflowFunction(
    'constant(value:data, dtype=None, shape=None, name=None); convert_to_tensor(value:data, dtype=None, name=None)',
    tensorRun,
  ),
  ...tensorflowFunction(
    'Variable(initial_value:data, trainable=None, dtype=None, name=None)',
    (context, args) => {
      const made = tensorRun(context, args);
      if (made.kind !== 'tensor') return made;
      const learns = isFloating(made.dtype) && (!args.has('trainable') || args.flag('trainable'));
      return { ...made, isParameter: true, requiresGrad: learns };
    },
  ),
  ...tensorflowFunction('zeros(shape, dtype=None, name=None)', constant(0)),
  ...tensorflowFunction('ones(shape, dtype=None, name=None)', constant(1)),
  ...tensorflowFunction('fill(dims:size, value:fill_value, name=None, dtype=None)', fullRun),
  ...tensorflowFunction('zeros_like(input, dtype=None, name=None)', constantLike(0)),
  ...tensorflowFunction('ones_like(input, dtype=None, name=None)', constantLike(1)),
  ...tensorflowFunction('range(start, limit:end=None, delta:step=1, dtype=None, name=None)', arange),
  ...tensorflowFunction(
    'linspace(start, stop:end, num:steps, name=None, endpoint=True, dtype=None)',
    linspace,
  ),
  ...tensorflowFunction('eye(num_rows:n, num_columns:m=None, batch_shape=None, dtype=None, name=None)', eye),
];
