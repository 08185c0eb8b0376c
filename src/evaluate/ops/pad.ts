import { full, sizeOf } from '../../core/create.ts';
import { charge } from '../context.ts';
import { type Entry, functional, type Run } from '../library/define.ts';
import { notKnown } from '../signals.ts';
import { positionsOf, rowMajor, slice } from '../tensor/geometry.ts';
import { record } from '../tensor/record.ts';
import { dense } from '../tensor/tensor.ts';

/** `F.pad(x, (left, right, top, bottom, …))`, from the last axis on; with a constant, and not less than nothing. */
const pad: Run = (context, args) => {
  const input = args.tensor('input');
  const amounts = args.integers('pad');
  if (args.text('mode') !== 'constant' || amounts.some((n) => n < 0)) return notKnown('this padding');
  const x = dense(input);
  const rank = x.shape.length;
  const at = (axis: number, side: 0 | 1): number => amounts[2 * (rank - 1 - axis) + side] ?? 0;
  const shape = x.shape.map((n, axis) => n + at(axis, 0) + at(axis, 1));
  charge(context, sizeOf(shape));
  const inner = x.shape.reduce(
    (geometry, n, axis) => slice(axis, at(axis, 0), n, 1)(geometry),
    rowMajor(shape),
  );
  const positions = positionsOf(inner);
  const out = full(shape, args.optionalNumber('value') ?? 0, x.dtype);
  x.data.forEach((value, i) => {
    out.data[positions[i] as number] = value;
  });
  return record(context, out, {
    name: 'ConstantPadNd',
    inputs: [input],
    backward: (g) => {
      const back = full(x.shape, 0, g.dtype);
      back.data.forEach((_, i) => {
        back.data[i] = g.data[positions[i] as number] as number;
      });
      return [back];
    },
  });
};

export const padFunctions: readonly Entry[] = functional("pad(input, pad, mode='constant', value=None)", pad);
