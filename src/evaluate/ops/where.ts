import { sizeOf } from '../../core/create.ts';
import { broadcastIndex, broadcastShape } from '../../core/shape.ts';
import type { Tensor } from '../../core/tensor.ts';
import type { Context } from '../context.ts';
import { asTensor } from '../library/convert.ts';
import type { Run } from '../library/define.ts';
import { raise } from '../signals.ts';
import { type Operand, resultType } from '../tensor/promote.ts';
import { record } from '../tensor/record.ts';
import { sumTo } from '../tensor/scatter.ts';
import { dense, libraryOf, result, shapeOf } from '../tensor/tensor.ts';
import { tuple } from '../values/make.ts';
import type { TensorValue } from '../values/value.ts';
import { operand } from './binary.ts';
import { cast } from './cast.ts';
import { castGradient, finish, mapTensor, operandTensor } from './elementwise.ts';
import { pick } from './extremes.ts';
import { coordinates } from './indexing.ts';

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

export const whereRun: Run = (context, args) => {
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
export const whereMethod: Run = (context, args) =>
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

export const maskedFillRun: Run = (context, args) =>
  maskedFill(context, args.tensor('input'), args.tensor('mask'), operand(args, 'value'));

export const maskedSelect: Run = (context, args) => {
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

export const nonzero: Run = (context, args) => {
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
