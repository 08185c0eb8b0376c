import { layoutAlong } from '../../core/shape.ts';
import { type Context, charge } from '../context.ts';
import type { Run } from '../library/define.ts';
import { raise } from '../signals.ts';
import { dense, numel, rankOf, shapeOf } from '../tensor/tensor.ts';
import type { TensorValue } from '../values/value.ts';
import { axisOf } from './axes.ts';
import { pick } from './extremes.ts';
import { insertAxis, reshape } from './shape.ts';

/** The positions of what is taken from an axis, index by index, and their shape. */
export function positionsAlong(
  shape: readonly number[],
  axis: number,
  order: readonly number[],
): { positions: number[]; shape: number[] } {
  const { outer, classes, inner } = layoutAlong(shape, axis);
  const positions: number[] = [];
  for (let o = 0; o < outer; o++) {
    for (const index of order)
      for (let i = 0; i < inner; i++) positions.push((o * classes + index) * inner + i);
  }
  return { positions, shape: shape.map((n, a) => (a === axis ? order.length : n)) };
}

export function takeAlong(
  context: Context,
  name: string,
  input: TensorValue,
  axis: number,
  order: readonly number[],
): TensorValue {
  if (rankOf(input) === 0) return reshape(context, input, []);
  charge(context, (numel(input) / Math.max(shapeOf(input)[axis] ?? 1, 1)) * order.length);
  const taken = positionsAlong(shapeOf(input), axis, order);
  return pick(context, name, input, taken.positions, taken.shape);
}

/** `repeat(2, 3)` tiles the whole tensor; missing leading axes are added. */
export const tile: Run = (context, args) => {
  const counts = args.has('reps') ? args.integers('reps') : args.restIntegers('repeats');
  let input = args.tensor('input');
  if (args.name === 'repeat' && counts.length < rankOf(input)) {
    raise(
      'RuntimeError',
      'Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor',
    );
  }
  while (rankOf(input) < counts.length) input = insertAxis(context, input, 0);
  const lead = rankOf(input) - counts.length;
  return counts.reduce((tensor, count, i) => {
    const length = shapeOf(tensor)[lead + i] as number;
    charge(context, length * count);
    const order = Array.from({ length: length * count }, (_, j) => j % length);
    return count === 1 ? tensor : takeAlong(context, 'Repeat', tensor, lead + i, order);
  }, input);
};

/** `repeat_interleave(x, 2)` repeats elements; `np.repeat` is the same. */
export const interleave: Run = (context, args) => {
  const dim = args.optionalInteger('dim');
  const input = dim === undefined ? reshape(context, args.tensor('input'), [-1]) : args.tensor('input');
  const axis = axisOf(dim ?? 0, rankOf(input), args.library);
  const given = args.get('repeats');
  const counts =
    given.kind === 'int'
      ? undefined
      : given.kind === 'tensor'
        ? [...dense(given).data]
        : args.integers('repeats');
  const order = Array.from({ length: shapeOf(input)[axis] as number }, (_, i) =>
    new Array<number>(counts ? (counts[i] ?? counts[0] ?? 0) : args.integer('repeats')).fill(i),
  ).flat();
  return takeAlong(context, 'RepeatInterleave', input, axis, order);
};

export const flip: Run = (context, args) => {
  const input = args.tensor('input');
  const rank = rankOf(input);
  const named = args.rest.length > 0 ? args.restIntegers('dims') : args.optionalIntegers('axis');
  const axes =
    named?.map((dim) => axisOf(dim, rank, args.library)) ?? Array.from({ length: rank }, (_, i) => i);
  return axes.reduce((tensor, axis) => {
    const length = shapeOf(tensor)[axis] as number;
    return takeAlong(
      context,
      'Flip',
      tensor,
      axis,
      Array.from({ length }, (_, i) => length - 1 - i),
    );
  }, input);
};

export const roll: Run = (context, args) => {
  const input = args.tensor('input');
  const shifts = args.integers('shifts');
  const dims = args.optionalIntegers('dims');
  const rolled = (tensor: TensorValue, axis: number, shift: number): TensorValue => {
    const length = shapeOf(tensor)[axis] as number;
    return takeAlong(
      context,
      'Roll',
      tensor,
      axis,
      Array.from({ length }, (_, i) => (((i - shift) % length) + length) % length),
    );
  };
  if (!dims)
    return reshape(context, rolled(reshape(context, input, [-1]), 0, shifts[0] ?? 0), shapeOf(input));
  return dims.reduce(
    (tensor, dim, i) => rolled(tensor, axisOf(dim, rankOf(input), args.library), shifts[i] ?? 0),
    input,
  );
};
