import type { Context } from '../context.ts';
import type { Args } from '../library/args.ts';
import type { Run } from '../library/define.ts';
import { raise } from '../signals.ts';
import { permute } from '../tensor/geometry.ts';
import { recordView } from '../tensor/record.ts';
import { rankOf } from '../tensor/tensor.ts';
import type { TensorValue } from '../values/value.ts';
import { axisOf } from './axes.ts';

export function transposed(context: Context, input: TensorValue, axes: readonly number[]): TensorValue {
  return recordView(context, 'Permute', input, permute(axes));
}

export const swap: Run = (context, args) => {
  const input = args.tensor('input');
  const rank = rankOf(input);
  const a = axisOf(args.integer('dim0'), rank, args.library);
  const b = axisOf(args.integer('dim1'), rank, args.library);
  if (rank === 0) return input;
  const axes = Array.from({ length: rank }, (_, i) => (i === a ? b : i === b ? a : i));
  return recordView(context, 'Transpose', input, permute(axes));
};

export function permuted(
  context: Context,
  input: TensorValue,
  dims: readonly number[],
  args: Args,
): TensorValue {
  const rank = rankOf(input);
  if (dims.length !== rank) {
    raise(
      'RuntimeError',
      `permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired ordering of dimensions i.e. input.dim() = ${rank} is not equal to len(dims) = ${dims.length}`,
    );
  }
  const axes = dims.map((dim) => axisOf(dim, rank, args.library));
  if (new Set(axes).size !== rank) raise('RuntimeError', 'permute(): duplicate dims are not allowed.');
  return transposed(context, input, axes);
}

export const reversedAxes = (context: Context, input: TensorValue): TensorValue =>
  transposed(
    context,
    input,
    Array.from({ length: rankOf(input) }, (_, i) => rankOf(input) - 1 - i),
  );

export const tRun: Run = (context, args) => {
  const input = args.tensor('input');
  if (rankOf(input) > 2)
    raise('RuntimeError', `t() expects a tensor with <= 2 dimensions, but self is ${rankOf(input)}D`);
  return reversedAxes(context, input);
};

/** `np.transpose(x)` reverses, `np.transpose(x, (1, 0))` and `x.transpose(1, 0)` permute. */
export const numpyTranspose: Run = (context, args) => {
  const input = args.tensor('input');
  const axes = args.has('axes')
    ? args.integers('axes')
    : args.rest[0]?.kind === 'None'
      ? []
      : args.restIntegers('axes');
  return axes.length === 0 ? reversedAxes(context, input) : permuted(context, input, axes, args);
};

export const moveAxis: Run = (context, args) => {
  const input = args.tensor('input');
  const rank = rankOf(input);
  const from = args.integers('source').map((dim) => axisOf(dim, rank, args.library));
  const to = args.integers('destination').map((dim) => axisOf(dim, rank, args.library));
  const rest = Array.from({ length: rank }, (_, i) => i).filter((axis) => !from.includes(axis));
  const axes = Array.from({ length: rank }, (_, i) =>
    to.includes(i) ? (from[to.indexOf(i)] as number) : (rest.shift() as number),
  );
  return transposed(context, input, axes);
};
