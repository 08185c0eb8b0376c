import { isFloating } from '../../core/dtype.ts';
import type { DType } from '../../core/tensor.ts';
import { type Context, charge } from '../context.ts';
import type { Args } from '../library/args.ts';
import { asTensor } from '../library/convert.ts';
import type { Run } from '../library/define.ts';
import { itemsOf } from '../library/items.ts';
import { raise } from '../signals.ts';
import { shapeOf, wrap } from '../tensor/tensor.ts';
import { list, tuple } from '../values/make.ts';
import type { TensorValue, Value } from '../values/value.ts';
import { asked, floatArgument } from './creation.ts';
import { finish } from './elementwise.ts';
import { broadcastTo, reshape } from './shape.ts';

/** Integers unless one of the numbers is a float. */
function rangeType(context: Context, args: Args, values: readonly (Value | undefined)[]): DType {
  if (args.has('dtype')) return floatArgument(context, args);
  const isFloat = values.some((v) => v?.kind === 'float' || (v?.kind === 'tensor' && isFloating(v.dtype)));
  if (isFloat) return args.library === 'numpy' ? 'float64' : context.defaultDType;
  return args.library === 'torch' || args.library === 'numpy' ? 'int64' : 'int32';
}

export const arange: Run = (context, args) => {
  const hasEnd = args.has('end');
  const start = hasEnd ? args.number('start') : 0;
  const end = hasEnd ? args.number('end') : args.number('start');
  const by = args.number('step');
  if (by === 0) raise('RuntimeError', 'step must be nonzero');
  const count = Math.max(0, Math.ceil((end - start) / by));
  charge(context, count);
  const dtype = rangeType(context, args, [
    args.optional('start'),
    args.optional('end'),
    args.optional('step'),
  ]);
  const values = Float64Array.from({ length: count }, (_, i) => start + i * by);
  return asked(context, args, wrap(finish(values, [count], dtype), args.library, context.tainted));
};

/** PyTorch fills from both ends, so that the last value is exact. */
export const linspace: Run = (context, args) => {
  const start = args.number('start');
  const end = args.number('end');
  const count = args.optionalInteger('steps') ?? 50;
  charge(context, count);
  const isOpen = args.library !== 'torch' && !args.flag('endpoint');
  const by = (end - start) / (isOpen ? count : Math.max(count - 1, 1));
  const middle = Math.floor(count / 2);
  const at = (i: number) =>
    args.library === 'torch' && i >= middle ? end - by * (count - 1 - i) : start + by * i;
  const values = Float64Array.from({ length: count }, (_, i) =>
    !isOpen && i === count - 1 && count > 1 ? end : at(i),
  );
  const powered = args.name === 'logspace' ? values.map((x) => args.number('base') ** x) : values;
  return asked(
    context,
    args,
    wrap(finish(powered, [count], floatArgument(context, args)), args.library, context.tainted),
  );
};

export const eye: Run = (context, args) => {
  const rows = args.integer('n');
  const columns = args.optionalInteger('m') ?? rows;
  charge(context, rows * columns);
  const values = Float64Array.from({ length: rows * columns }, (_, i) =>
    Math.floor(i / columns) === i % columns ? 1 : 0,
  );
  return asked(
    context,
    args,
    wrap(finish(values, [rows, columns], floatArgument(context, args)), args.library),
  );
};

/** Coordinates of a grid, `indexing='ij'` or 'xy'. */
export const meshgrid: Run = (context, args) => {
  const given =
    args.rest.length === 1 && args.rest[0]?.kind !== 'tensor'
      ? (args.rest[0] as Value)
      : list([...args.rest]);
  const items = itemsOf(given) ?? [];
  const axes = items.map((item) => (item.kind === 'tensor' ? item : asTensor(context, item, args.library)));
  const indexing = args.text('indexing');
  const order = axes.map((_, i) => (indexing === 'xy' && i < 2 ? 1 - i : i));
  const shape = order.map((i) => shapeOf(axes[i] as TensorValue)[0] ?? 1);
  const grids = axes.map((axis, i) => {
    const place = order.indexOf(i);
    return broadcastTo(
      context,
      reshape(
        context,
        axis,
        shape.map((_, a) => (a === place ? -1 : 1)),
      ),
      shape,
    );
  });
  return args.library === 'torch' ? tuple(grids) : list(grids);
};
