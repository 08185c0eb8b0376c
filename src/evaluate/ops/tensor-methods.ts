import { type Nested, sizeOf, toNested } from '../../core/create.ts';
import { isFloating, scalarTypeName } from '../../core/dtype.ts';
import type { Context } from '../context.ts';
import { detached } from '../interpreter/attributes.ts';
import { define, type Entry, numpyMethod, type Run, torchBoth, torchMethod } from '../library/define.ts';
import { raise } from '../signals.ts';
import { asArray, dense, isRandom, numel, rankOf, shapeOf } from '../tensor/tensor.ts';
import { bool, float, int, list, torchSize, tuple } from '../values/make.ts';
import { scalarOf } from '../values/repr.ts';
import type { TensorValue, Value } from '../values/value.ts';
import { axisOf } from './axes.ts';
import { operand } from './binary.ts';
import { binary } from './elementwise.ts';

const item: Run = (_context, args) => {
  const self = args.tensor('self');
  const count = numel(self);
  if (count !== 1) {
    if (self.library !== 'torch')
      return raise('ValueError', 'can only convert an array of size 1 to a Python scalar');
    return raise('RuntimeError', `a Tensor with ${count} elements cannot be converted to Scalar`);
  }
  return scalarOf(self);
};

function listOf(self: TensorValue): Value {
  const tensor = dense(self);
  const random = isRandom(self);
  const make = (nested: Nested): Value => {
    if (Array.isArray(nested)) return list(nested.map(make));
    const value = Number(nested);
    return tensor.dtype === 'bool'
      ? bool(value !== 0, random)
      : isFloating(tensor.dtype)
        ? float(value, random)
        : int(value, random);
  };
  return make(toNested(tensor));
}

const numpy: Run = (_context, args) => {
  const self = args.tensor('self');
  const forced = args.has('force') && args.flag('force');
  if (self.requiresGrad && !forced)
    raise(
      'RuntimeError',
      "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.",
    );
  if (self.dtype === 'bfloat16') raise('TypeError', 'Got unsupported ScalarType BFloat16');
  return asArray({ ...detached(self), library: 'numpy' });
};

const size: Run = (_context, args) => {
  const shape = shapeOf(args.tensor('self'));
  if (!args.has('dim')) return torchSize(shape);
  return int(shape[axisOf(args.integer('dim'), shape.length)] as number);
};

/** Whether all elements agree within a tolerance: |x − y| ≤ atol + rtol·|y|. */
const close = (x: number, y: number, rtol: number, atol: number, equalNan: boolean): boolean =>
  x === y ||
  (Math.abs(x - y) <= atol + rtol * Math.abs(y) && Number.isFinite(x - y)) ||
  (equalNan && Number.isNaN(x) && Number.isNaN(y));

const isClose =
  (all: boolean): Run =>
  (context, args) => {
    const [rtol, atol, equalNan] = [args.number('rtol'), args.number('atol'), args.flag('equal_nan')];
    const left = operand(args, 'input');
    const right = operand(args, 'other');
    if (
      left.kind === 'tensor' &&
      right.kind === 'tensor' &&
      left.library === 'torch' &&
      left.dtype !== right.dtype
    ) {
      raise('RuntimeError', `${scalarTypeName(left.dtype)} did not match ${scalarTypeName(right.dtype)}`);
    }
    const near = binaryFlags(context, left, right, (x, y) => close(x, y, rtol, atol, equalNan));
    return all
      ? bool(
          dense(near).data.every((x) => x !== 0),
          near.storage.random,
        )
      : near;
  };

const binaryFlags = (
  context: Context,
  left: ReturnType<typeof operand>,
  right: ReturnType<typeof operand>,
  test: (x: number, y: number) => boolean,
): TensorValue =>
  binary(context, { name: 'Isclose', result: 'bool', f: (x, y) => (test(x, y) ? 1 : 0) }, left, right);

const equal: Run = (_context, args) => {
  const [a, b] = [args.tensor('input'), args.tensor('other')];
  const same = String(shapeOf(a)) === String(shapeOf(b));
  const [x, y] = [dense(a).data, dense(b).data];
  return bool(same && x.every((value, i) => value === y[i]), isRandom(a, b));
};

export const tensorMethods: readonly Entry[] = [
  ...torchMethod('item(self)', item),
  ...numpyMethod('item(self)', item),
  ...torchMethod('tolist(self)', (_context, args) => listOf(args.tensor('self'))),
  ...numpyMethod('tolist(self)', (_context, args) => listOf(args.tensor('self'))),
  ...torchMethod('numpy(self, *, force=False)', numpy),
  define('tensorflow:numpy(self)', (_context, args) => ({ ...args.tensor('self'), library: 'numpy' })),
  ...torchMethod('__array__(self, dtype=None)', numpy),
  ...torchMethod('size(self, dim=None)', size),
  ...torchMethod('dim(self); ndimension(self)', (_context, args) => int(rankOf(args.tensor('self')))),
  ...torchBoth('numel(input)', (_context, args) => int(numel(args.tensor('input')))),
  ...torchMethod('nelement(input)', (_context, args) => int(numel(args.tensor('input')))),
  ...torchMethod('stride(self)', (_context, args) =>
    tuple(args.tensor('self').geometry.strides.map((n) => int(n))),
  ),
  ...torchMethod('is_contiguous(self)', (_context, args) => {
    const { shape, strides } = args.tensor('self').geometry;
    return bool(shape.every((n, axis) => n === 1 || strides[axis] === sizeOf(shape.slice(axis + 1))));
  }),
  ...torchBoth('is_floating_point(input)', (_context, args) => bool(isFloating(args.tensor('input').dtype))),
  ...torchMethod('is_leaf(self)', (_context, args) => bool(args.tensor('self').node === null)),
  ...torchBoth('is_tensor(input)', (_context, args) => bool(args.get('input').kind === 'tensor')),
  ...torchMethod('element_size(self)', (_context, args) =>
    int(
      args.tensor('self').dtype.endsWith('64')
        ? 8
        : args.tensor('self').dtype.endsWith('32')
          ? 4
          : args.tensor('self').dtype.endsWith('16')
            ? 2
            : 1,
    ),
  ),
  ...torchBoth('allclose(input, other, rtol=1e-5, atol=1e-8, equal_nan=False)', isClose(true)),
  ...torchBoth('isclose(input, other, rtol=1e-5, atol=1e-8, equal_nan=False)', isClose(false)),
  ...torchBoth('equal(input, other)', equal),
  define('numpy.allclose(a:input, b:other, rtol=1e-5, atol=1e-8, equal_nan=False)', isClose(true)),
  define('numpy.isclose(a:input, b:other, rtol=1e-5, atol=1e-8, equal_nan=False)', isClose(false)),
  define('numpy.array_equal(a1:input, a2:other)', equal),
  define('numpy.size(a:input)', (_context, args) => int(numel(args.tensor('input')))),
  define('numpy.shape(a:input)', (_context, args) => tuple(shapeOf(args.tensor('input')).map((n) => int(n)))),
  define('numpy.ndim(a:input)', (_context, args) => int(rankOf(args.tensor('input')))),
];
