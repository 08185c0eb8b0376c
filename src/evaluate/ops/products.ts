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
import { itemsOf } from '../library/items.ts';
import { notKnown, raise } from '../signals.ts';
import { slice } from '../tensor/geometry.ts';
import { recordView } from '../tensor/record.ts';
import { rankOf, shapeOf } from '../tensor/tensor.ts';
import { float } from '../values/make.ts';
import type { Value } from '../values/value.ts';
import { applyBinary } from './binary.ts';
import { einsum } from './einsum.ts';
import { linear, matmul } from './matmul.ts';
import { reshape } from './shape.ts';
import { transposed } from './transpose.ts';

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
    args.number('alpha') === 1 ? sum : applyBinary(context, 'mul', sum, float(args.number('alpha')));
  const input =
    args.number('beta') === 1
      ? args.tensor('input')
      : applyBinary(context, 'mul', args.tensor('input'), float(args.number('beta')));
  return applyBinary(context, 'add', input, scaled);
};

const trace: Run = (context, args) => {
  const input = args.tensor('input');
  const [rows = 0, columns = 0] = shapeOf(input);
  if (rankOf(input) !== 2) {
    if (input.library !== 'torch') return notKnown('the trace of more than a matrix');
    raise('RuntimeError', `trace: expected a matrix, but got tensor with dim ${rankOf(input)}`, 'input');
  }
  const side = Math.min(rows, columns);
  const square = recordView(context, 'Slice', input, (geometry) =>
    slice(1, 0, side, 1)(slice(0, 0, side, 1)(geometry)),
  );
  return einsum(context, 'ii->', [square]);
};

const einsumRun: Run = (context, args) => {
  const given = (args.rest.length === 1 && args.rest[0] && itemsOf(args.rest[0])) || args.rest;
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
  const both = itemsOf(dims) ?? [];
  const axes = both.map((one) =>
    one.kind === 'int' ? [one.value] : (itemsOf(one) ?? []).map((x) => (x.kind === 'int' ? x.value : 0)),
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
