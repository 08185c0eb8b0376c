import { isFloating } from '../../core/dtype.ts';
import type { Context } from '../context.ts';
import type { Run } from '../library/define.ts';
import { raise } from '../signals.ts';
import { floatType } from '../tensor/promote.ts';
import { record } from '../tensor/record.ts';
import type { TensorValue } from '../values/value.ts';
import { grouped } from './axes.ts';
import { finish, mapTensor } from './elementwise.ts';
import type { Reduction } from './reduce.ts';
import { dimsArgument } from './reduce.ts';

/** Var = Σ(x − mean)² / (n − correction). */
export function variance(
  context: Context,
  { input, dims, keep, dtype }: Reduction,
  correction: number,
  root: boolean,
): TensorValue {
  const { x, groups, shape, size, count } = grouped(input, dims, keep);
  const means = new Float64Array(size);
  for (let i = 0; i < x.data.length; i++)
    means[groups[i] as number] = (means[groups[i] as number] as number) + (x.data[i] as number) / count;
  const squares = new Float64Array(size);
  for (let i = 0; i < x.data.length; i++) {
    const group = groups[i] as number;
    const deviation = (x.data[i] as number) - (means[group] as number);
    squares[group] = (squares[group] as number) + deviation * deviation;
  }
  const divisor = Math.max(count - correction, 0);
  const out = finish(
    squares.map((s) => (root ? Math.sqrt(s / divisor) : s / divisor)),
    shape,
    dtype,
  );
  return record(context, out, {
    name: root ? 'Std' : 'Var',
    inputs: [input],
    backward: (g) => [
      mapTensor(x, input.dtype, (value, i) => {
        const group = groups[i] as number;
        const slope = (2 * (value - (means[group] as number))) / divisor;
        const y = out.data[group] as number;
        return (g.data[group] as number) * (root ? (y === 0 ? 0 : slope / (2 * y)) : slope);
      }),
    ],
    saved: [input],
  });
}

/** `unbiased`, `correction` and NumPy's `ddof` say what is taken from the count; `std(x, True)` too. */
export const spread =
  (root: boolean): Run =>
  (context, args) => {
    const input = args.tensor('input');
    if (input.library === 'torch' && !isFloating(input.dtype))
      raise('RuntimeError', 'std and var only support floating point and complex dtypes', 'input');
    const first = args.get('dim');
    const biased = first.kind === 'bool' ? !first.value : args.has('unbiased') && !args.flag('unbiased');
    const correction = args.optionalNumber('correction') ?? (biased ? 0 : 1);
    const dims = first.kind === 'bool' ? undefined : dimsArgument(args);
    const dtype = floatType(input.dtype, input.library, context.defaultDType);
    return variance(context, { input, dims, keep: args.flag('keepdim'), dtype }, correction, root);
  };
