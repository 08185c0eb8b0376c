import { sizeOf, zeros } from '../../core/create.ts';
import { scalarTypeName } from '../../core/dtype.ts';
import { roundTo } from '../../core/rounding.ts';
import { broadcastIndex, broadcastShape } from '../../core/shape.ts';
import type { Tensor } from '../../core/tensor.ts';
import { type Context, charge } from '../context.ts';
import type { Args } from '../library/args.ts';
import {
  define,
  type Entry,
  numpyBoth,
  numpyFunction,
  type Run,
  tensorflowFunction,
  torchBoth,
  torchFunction,
} from '../library/define.ts';
import { raise } from '../signals.ts';
import { resultType } from '../tensor/promote.ts';
import { record } from '../tensor/record.ts';
import { sumTo } from '../tensor/scatter.ts';
import { dense, rankOf, shapeOf } from '../tensor/tensor.ts';
import type { TensorValue, Value } from '../values/value.ts';
import { applyBinary } from './binary.ts';
import { cast } from './cast.ts';
import { einsum } from './einsum.ts';
import { reshape, transposed } from './shape.ts';

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
  charge(context, sizeOf(batch) * rows * columns * inner);
  const back = (g: Tensor): Tensor[] => {
    const toA = product(g, swapLast(b), { batch, rows, inner: columns, columns: inner });
    const toB = product(swapLast(a), g, { batch, rows: inner, inner: rows, columns });
    return [unbroadcast(toA, a.shape), unbroadcast(toB, b.shape)];
  };
  return record(context, product(a, b, { batch, rows, inner, columns }), {
    name: batch.length > 0 ? 'Bmm' : 'Mm',
    inputs: [left, right],
    backward: back,
    saved: [left, right],
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

const multiply: Run = (context, args) => matmul(context, args.tensor('input'), args.tensor('other'));

const ofRank =
  (left: number, right: number): Run =>
  (context, args) => {
    const [a, b] = [args.tensor('input'), args.tensor('other')];
    if (rankOf(a) !== left || rankOf(b) !== right) {
      const name =
        args.name === 'mm'
          ? rankOf(a) === 2
            ? 'mat2'
            : 'self'
          : args.name === 'bmm'
            ? rankOf(a) === 3
              ? 'batch2'
              : 'batch1'
            : 'vector';
      raise('RuntimeError', args.name === 'bmm' ? `${name} must be a 3D tensor` : `${name} must be a matrix`);
    }
    return matmul(context, a, b);
  };

const dot: Run = (context, args) => {
  const [a, b] = [args.tensor('input'), args.tensor('other')];
  if (args.library !== 'torch')
    return rankOf(a) === 0 || rankOf(b) === 0 ? applyBinary(context, 'mul', a, b) : matmul(context, a, b);
  if (rankOf(a) !== 1 || rankOf(b) !== 1)
    raise('RuntimeError', `1D tensors expected, but got ${rankOf(a)}D and ${rankOf(b)}D tensors`);
  return matmul(context, a, b);
};

const outer: Run = (context, args) =>
  applyBinary(
    context,
    'mul',
    reshape(context, args.tensor('input'), [-1, 1]),
    reshape(context, args.tensor('other'), [1, -1]),
  );

/** input·β + α·(left @ right) */
const addProduct: Run = (context, args: Args) => {
  const sum = matmul(context, args.tensor('left'), args.tensor('right'));
  const scaled =
    args.number('alpha') === 1
      ? sum
      : applyBinary(context, 'mul', sum, { kind: 'float', value: args.number('alpha'), random: false });
  const input =
    args.number('beta') === 1
      ? args.tensor('input')
      : applyBinary(context, 'mul', args.tensor('input'), {
          kind: 'float',
          value: args.number('beta'),
          random: false,
        });
  return applyBinary(context, 'add', input, scaled);
};

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

const trace: Run = (context, args) => einsum(context, 'ii->', [args.tensor('input')]);

const einsumRun: Run = (context, args) => {
  const given =
    args.rest.length === 1 && (args.rest[0]?.kind === 'list' || args.rest[0]?.kind === 'tuple')
      ? args.rest[0].items
      : args.rest;
  const tensors = given.map((value) =>
    value.kind === 'tensor' ? value : raise('TypeError', 'einsum(): the operands must be tensors'),
  );
  return einsum(context, args.text('equation'), tensors);
};

/** Contracts the last `dims` axes of one with the first of the other, or the axes that are named. */
const tensordot: Run = (context, args) => {
  const [a, b] = [args.tensor('input'), args.tensor('other')];
  const dims = args.get('dims');
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  const left = [...letters.slice(0, rankOf(a))];
  const right = [...letters.slice(rankOf(a), rankOf(a) + rankOf(b))];
  const pairs =
    dims.kind === 'int'
      ? Array.from({ length: dims.value }, (_, i) => [rankOf(a) - dims.value + i, i] as const)
      : axisPairs(args, dims);
  for (const [i, j] of pairs)
    right[(j + rankOf(b)) % rankOf(b)] = left[(i + rankOf(a)) % rankOf(a)] as string;
  const out = [...left, ...right].filter((letter, _, all) => all.indexOf(letter) === all.lastIndexOf(letter));
  return einsum(context, `${left.join('')},${right.join('')}->${out.join('')}`, [a, b]);
};

function axisPairs(_args: Args, dims: Value): (readonly [number, number])[] {
  const both = dims.kind === 'list' || dims.kind === 'tuple' ? dims.items : [];
  const axes = both.map((one) =>
    one.kind === 'int'
      ? [one.value]
      : one.kind === 'list' || one.kind === 'tuple'
        ? one.items.map((x) => (x.kind === 'int' ? x.value : 0))
        : [],
  );
  return (axes[0] ?? []).map((i, n) => [i, axes[1]?.[n] ?? 0] as const);
}

export const matmulFunctions: readonly Entry[] = [
  ...torchBoth('matmul(input, other)', multiply),
  ...torchBoth('mm(input, mat2:other)', ofRank(2, 2)),
  ...torchBoth('bmm(input, mat2:other)', ofRank(3, 3)),
  ...torchBoth('mv(input, vec:other)', ofRank(2, 1)),
  ...torchBoth('dot(input, other); vdot(input, other)', dot),
  ...torchBoth('inner(input, other)', (context, args) =>
    matmul(
      context,
      args.tensor('input'),
      rankOf(args.tensor('other')) === 2
        ? transposed(context, args.tensor('other'), [1, 0])
        : args.tensor('other'),
    ),
  ),
  ...torchBoth('outer(input, vec2:other); ger(input, vec2:other)', outer),
  ...torchBoth(
    'addmm(input, mat1:left, mat2:right, *, beta=1, alpha=1); addmv(input, mat:left, vec:right, *, beta=1, alpha=1); baddbmm(input, batch1:left, batch2:right, *, beta=1, alpha=1)',
    addProduct,
  ),
  ...torchBoth('trace(input)', trace),
  ...torchFunction('einsum(equation, *operands)', einsumRun),
  ...torchFunction('tensordot(a:input, b:other, dims=2, out=None)', tensordot),
  define('torch.linalg.matmul(input, other)', multiply),
  define('torch.nn.functional.linear(input, weight, bias=None)', (context, args) =>
    linear(context, args.tensor('input'), args.tensor('weight'), args.optionalTensor('bias')),
  ),
  ...numpyFunction('matmul(x1:input, x2:other)', multiply),
  ...numpyBoth('dot(a:input, b:other)', dot),
  ...numpyFunction('inner(a:input, b:other); vdot(a:input, b:other)', dot),
  ...numpyFunction('outer(a:input, b:other)', outer),
  ...numpyFunction('einsum(equation, *operands)', einsumRun),
  ...numpyFunction('tensordot(a:input, b:other, axes:dims=2)', tensordot),
  ...numpyBoth('trace(a:input)', trace),
  ...tensorflowFunction(
    'matmul(a:input, b:other, name=None); linalg.matmul(a:input, b:other, name=None)',
    multiply,
  ),
  ...tensorflowFunction('tensordot(a:input, b:other, axes:dims, name=None)', tensordot),
  ...tensorflowFunction('einsum(equation, *operands)', einsumRun),
];
