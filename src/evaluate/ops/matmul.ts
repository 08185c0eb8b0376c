import { sizeOf, zeros } from '../../core/create.ts';
import { scalarTypeName } from '../../core/dtype.ts';
import { roundTo } from '../../core/rounding.ts';
import { broadcastIndex, broadcastShape } from '../../core/shape.ts';
import type { Tensor } from '../../core/tensor.ts';
import { type Context, charge, spend } from '../context.ts';
import { raise } from '../signals.ts';
import { resultType } from '../tensor/promote.ts';
import { record } from '../tensor/record.ts';
import { sumTo } from '../tensor/scatter.ts';
import { dense, rankOf, shapeOf } from '../tensor/tensor.ts';
import type { TensorValue } from '../values/value.ts';
import { applyBinary } from './binary.ts';
import { cast } from './cast.ts';
import { reshape } from './shape.ts';
import { transposed } from './transpose.ts';

/** Batches of matrices, `rows`×`inner` times `inner`×`columns`. */
interface Product {
  readonly batch: readonly number[];
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
}

function product(a: Tensor, b: Tensor, { batch, rows, inner, columns }: Product): Tensor {
  const out = zeros([...batch, rows, columns], a.dtype);
  const round = roundTo(a.dtype);
  const ia = broadcastIndex(a.shape.slice(0, -2), batch);
  const ib = broadcastIndex(b.shape.slice(0, -2), batch);
  for (let n = 0; n < sizeOf(batch); n++) {
    const [p, q] = [ia(n) * rows * inner, ib(n) * inner * columns];
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        let sum = 0;
        for (let k = 0; k < inner; k++)
          sum += (a.data[p + i * inner + k] as number) * (b.data[q + k * columns + j] as number);
        out.data[(n * rows + i) * columns + j] = round(sum);
      }
    }
  }
  return out;
}

/** Swaps the last two axes of a row-major tensor. */
function swapLast(x: Tensor): Tensor {
  const rows = x.shape.at(-2) as number;
  const columns = x.shape.at(-1) as number;
  const out = zeros([...x.shape.slice(0, -2), columns, rows], x.dtype);
  const size = rows * columns;
  for (let i = 0; i < x.data.length; i++) {
    const inside = i % size;
    out.data[i - inside + (inside % columns) * rows + Math.floor(inside / columns)] = x.data[i] as number;
  }
  return out;
}

/** Product of tensors with at least two axes; leading axes broadcast. */
function matrices(context: Context, left: TensorValue, right: TensorValue): TensorValue {
  const [a, b] = [dense(left), dense(right)];
  const rows = a.shape.at(-2) as number;
  const inner = a.shape.at(-1) as number;
  const columns = b.shape.at(-1) as number;
  const batch = broadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  if (!batch || inner !== b.shape.at(-2)) return mismatch(left, right);
  charge(context, sizeOf(batch) * rows * columns);
  spend(context, sizeOf(batch) * rows * columns * inner);
  const back = (g: Tensor): Tensor[] => {
    const toA = product(g, swapLast(b), { batch, rows, inner: columns, columns: inner });
    const toB = product(swapLast(a), g, { batch, rows: inner, inner: rows, columns });
    return [unbroadcast(toA, a.shape), unbroadcast(toB, b.shape)];
  };
  return record(context, product(a, b, { batch, rows, inner, columns }), {
    name: batch.length > 0 ? 'Bmm' : 'Mm',
    inputs: [left, right],
    backward: back,
    saved: [...(right.requiresGrad ? [left] : []), ...(left.requiresGrad ? [right] : [])],
  });
}

const unbroadcast = (g: Tensor, shape: readonly number[]): Tensor =>
  sumTo(g, shape, broadcastIndex(shape, g.shape));

function mismatch(left: TensorValue, right: TensorValue): never {
  const [p, q] = [shapeOf(left), shapeOf(right)];
  if (left.library !== 'torch') {
    return raise(
      'ValueError',
      `matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature (n?,k),(k,m?)->(n?,m?) (size ${q.at(-2)} is different from ${p.at(-1)})`,
    );
  }
  const flat = (s: readonly number[]) => `${sizeOf(s.slice(0, -1))}x${s.at(-1)}`;
  if (p.length > 2 && q.length > 2) {
    return raise(
      'RuntimeError',
      `Expected size for first two dimensions of batch2 tensor to be: [${sizeOf(p.slice(0, -2))}, ${p.at(-1)}] but got: [${sizeOf(q.slice(0, -2))}, ${q.at(-2)}].`,
    );
  }
  return raise('RuntimeError', `mat1 and mat2 shapes cannot be multiplied (${flat(p)} and ${q.join('x')})`);
}

/** `a @ b` with PyTorch's and NumPy's rules for vectors. */
export function matmul(context: Context, left: TensorValue, right: TensorValue): TensorValue {
  const [a, b] = sameType(context, left, right);
  if (rankOf(a) === 0 || rankOf(b) === 0) {
    raise(
      a.library === 'torch' ? 'RuntimeError' : 'ValueError',
      `both arguments to matmul need to be at least 1D, but they are ${rankOf(a)}D and ${rankOf(b)}D`,
    );
  }
  if (rankOf(a) === 1 && rankOf(b) === 1) {
    const [m, n] = [shapeOf(a)[0], shapeOf(b)[0]];
    if (m !== n)
      raise(
        'RuntimeError',
        `inconsistent tensor size, expected tensor [${m}] and src [${n}] to have the same number of elements, but got ${m} and ${n} elements respectively`,
      );
  }
  const p = rankOf(a) === 1 ? reshape(context, a, [1, -1]) : a;
  const q = rankOf(b) === 1 ? reshape(context, b, [-1, 1]) : b;
  if (rankOf(b) === 1 && shapeOf(p).at(-1) !== shapeOf(b)[0] && a.library === 'torch') {
    raise(
      'RuntimeError',
      `size mismatch, got ${shapeOf(p).slice(0, -1).join('x')}, ${shapeOf(p).slice(0, -1).join('x')}x${shapeOf(p).at(-1)},${shapeOf(b)[0]}`,
    );
  }
  const out = matrices(context, p, q);
  const shape = shapeOf(out).filter(
    (_, axis) =>
      !(rankOf(b) === 1 && axis === rankOf(out) - 1) && !(rankOf(a) === 1 && axis === rankOf(out) - 2),
  );
  return rankOf(a) === 1 || rankOf(b) === 1 ? reshape(context, out, shape) : out;
}

function sameType(context: Context, a: TensorValue, b: TensorValue): [TensorValue, TensorValue] {
  if (a.dtype === b.dtype) return [a, b];
  if (a.library === 'torch' && b.library === 'torch') {
    raise('RuntimeError', `expected m1 and m2 to have the same dtype, but got: ${cName(a)} != ${cName(b)}`);
  }
  const dtype = resultType([a, b], 'numpy', context.defaultDType);
  return [cast(context, a, dtype), cast(context, b, dtype)];
}

const cNames: Readonly<Record<string, string>> = {
  float32: 'float',
  float64: 'double',
  int64: 'long int',
  int32: 'int',
};
const cName = (value: TensorValue): string => cNames[value.dtype] ?? `c10::${scalarTypeName(value.dtype)}`;

/** x Wᵀ + b */
export function linear(
  context: Context,
  input: TensorValue,
  weight: TensorValue,
  bias: TensorValue | undefined,
): TensorValue {
  const flipped = rankOf(weight) === 2 ? transposed(context, weight, [1, 0]) : weight;
  const wanted = shapeOf(weight).at(-1);
  if (shapeOf(input).at(-1) !== wanted && rankOf(input) === 1) {
    raise(
      'RuntimeError',
      `mat1 and mat2 shapes cannot be multiplied (1x${shapeOf(input)[0]} and ${wanted}x${shapeOf(weight)[0]})`,
      'input',
    );
  }
  if (rankOf(input) > 2 && shapeOf(input).at(-1) === wanted) {
    const flat = matmul(context, reshape(context, input, [-1, wanted as number]), flipped);
    const shaped = reshape(context, flat, [...shapeOf(input).slice(0, -1), shapeOf(weight)[0] as number]);
    return bias ? applyBinary(context, 'add', shaped, bias) : shaped;
  }
  const out = matmul(context, input, flipped);
  return bias ? applyBinary(context, 'add', out, bias) : out;
}
