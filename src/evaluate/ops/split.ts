import type { Context } from '../context.ts';
import type { Run } from '../library/define.ts';
import { raise } from '../signals.ts';
import { slice } from '../tensor/geometry.ts';
import { recordView } from '../tensor/record.ts';
import { rankOf, shapeOf } from '../tensor/tensor.ts';
import { list, tuple } from '../values/make.ts';
import type { TensorValue } from '../values/value.ts';
import { axisOf } from './axes.ts';

function pieces(
  context: Context,
  input: TensorValue,
  axis: number,
  lengths: readonly number[],
): TensorValue[] {
  let start = 0;
  return lengths.map((length) => {
    const piece = recordView(context, 'Split', input, slice(axis, start, length, 1));
    start += length;
    return piece;
  });
}

const even = (total: number, size: number): number[] =>
  Array.from({ length: Math.max(Math.ceil(total / size), 1) }, (_, i) => Math.min(size, total - i * size));

export const splitRun: Run = (context, args) => {
  const input = args.tensor('input');
  const axis = axisOf(args.integer('dim'), rankOf(input));
  const total =
    shapeOf(input)[axis] ?? raise('RuntimeError', 'split expects at least a 1-dimensional tensor', 'input');
  const size = args.get('size');
  const lengths = size.kind === 'int' ? even(total, size.value) : args.integers('size');
  if (lengths.reduce((a, b) => a + b, 0) !== total) {
    raise(
      'RuntimeError',
      `split_with_sizes expects split_sizes to sum exactly to ${total} (input tensor's size at dimension ${axis}), but got split_sizes=[${lengths.join(', ')}]`,
    );
  }
  return tuple(pieces(context, input, axis, lengths));
};

export const chunkRun: Run = (context, args) => {
  const input = args.tensor('input');
  const axis = axisOf(args.integer('dim'), rankOf(input));
  const total =
    shapeOf(input)[axis] ?? raise('RuntimeError', 'chunk expects at least a 1-dimensional tensor', 'input');
  return tuple(
    pieces(context, input, axis, even(total, Math.max(Math.ceil(total / args.integer('chunks')), 1))),
  );
};

/** `np.split(x, 3)` into equal parts or at indices; `array_split` lets the first ones be longer. */
export const numpySplit: Run = (context, args) => {
  const input = args.tensor('input');
  const axis = axisOf(args.integer('axis'), rankOf(input), 'numpy');
  const total = shapeOf(input)[axis] as number;
  const where = args.get('sections');
  if (where.kind !== 'int') {
    const cuts = [0, ...args.integers('sections'), total];
    return list(
      pieces(
        context,
        input,
        axis,
        cuts.slice(1).map((cut, i) => cut - (cuts[i] as number)),
      ),
    );
  }
  const parts = where.value;
  if (args.name === 'split' && total % parts !== 0)
    raise('ValueError', 'array split does not result in an equal division');
  const lengths = Array.from(
    { length: parts },
    (_, i) => Math.floor(total / parts) + (i < total % parts ? 1 : 0),
  );
  return list(pieces(context, input, axis, lengths));
};
