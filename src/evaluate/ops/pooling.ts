import { sizeOf } from '../../core/create.ts';
import { type Context, charge } from '../context.ts';
import type { Args } from '../library/args.ts';
import { type Entry, functional, type Run, torchFunction } from '../library/define.ts';
import { notKnown } from '../signals.ts';
import { record } from '../tensor/record.ts';
import { dense, shapeOf } from '../tensor/tensor.ts';
import { int } from '../values/make.ts';
import type { TensorValue, Value } from '../values/value.ts';
import { batched } from './convolution.ts';
import { finish } from './elementwise.ts';
import { outputSize, perAxis, type Walk, windows } from './sliding.ts';

/** The positions that each output looks at, and what their sum is divided by. */
type Places = readonly { readonly at: Int32Array; readonly divisor: number }[];

/** Pools each channel over given places: the largest number, or the mean. */
function pool(
  context: Context,
  kind: 'max' | 'avg',
  input: TensorValue,
  places: Places,
  size: readonly number[],
): TensorValue {
  const x = dense(input);
  const lead = x.shape.slice(0, 2);
  const shape = [...lead, ...size];
  charge(context, sizeOf(shape));
  const area = sizeOf(x.shape.slice(2));
  const out = new Float64Array(sizeOf(shape));
  const from = new Int32Array(out.length);
  for (let i = 0; i < out.length; i++) {
    const base = Math.floor(i / places.length) * area;
    const { at, divisor } = places[i % places.length] as Places[number];
    if (kind === 'avg') {
      for (const p of at) out[i] = (out[i] as number) + (x.data[base + p] as number);
      out[i] = (out[i] as number) / divisor;
    } else {
      const best = largest(x.data, base, at);
      from[i] = best;
      out[i] = x.data[best] as number;
    }
  }
  return record(context, finish(out, shape, x.dtype), {
    name: kind === 'max' ? 'MaxPool' : 'AvgPool',
    inputs: [input],
    backward: (g) => {
      const dx = new Float64Array(x.data.length);
      for (let i = 0; i < out.length; i++) {
        const u = g.data[i] as number;
        const base = Math.floor(i / places.length) * area;
        const { at, divisor } = places[i % places.length] as Places[number];
        if (kind === 'max') dx[from[i] as number] = (dx[from[i] as number] as number) + u;
        else for (const p of at) dx[base + p] = (dx[base + p] as number) + u / divisor;
      }
      return [finish(dx, x.shape, x.dtype)];
    },
  });
}

/** The first of the largest; NaN wins. */
function largest(data: ArrayLike<number>, base: number, at: Int32Array): number {
  let best = base + (at[0] as number);
  for (const p of at) {
    const value = data[base + p] as number;
    if (value > (data[best] as number) || Number.isNaN(value)) best = base + p;
  }
  return best;
}

export interface PoolSettings {
  readonly axes: number;
  readonly kernel: Value;
  readonly stride: Value;
  readonly padding: Value;
  readonly dilation: Value;
  readonly countPadding: boolean;
  readonly divisor: number | undefined;
}

/** `max_pool2d`, `avg_pool1d` and the like. */
export function windowPool(
  context: Context,
  kind: 'max' | 'avg',
  given: TensorValue,
  settings: PoolSettings,
): TensorValue {
  const { axes } = settings;
  const kernel = perAxis(settings.kernel, axes, 'kernel_size');
  const empty =
    settings.stride.kind === 'None' ||
    (settings.stride.kind === 'list' && settings.stride.items.length === 0);
  const walk: Walk = {
    kernel,
    stride: empty ? kernel : perAxis(settings.stride, axes, 'stride'),
    padding: perAxis(settings.padding, axes, 'padding'),
    dilation: perAxis(settings.dilation, axes, 'dilation'),
  };
  return batched(context, given, axes, (input) => {
    const size = shapeOf(input).slice(2);
    const whole = sizeOf(kernel);
    const places = windows(context, size, walk).map(({ at }) => ({
      at,
      divisor: settings.divisor ?? (settings.countPadding ? whole : at.length),
    }));
    return pool(context, kind, input, places, outputSize(size, walk));
  });
}

/** Pools to a size: output i looks from ⌊i·n/m⌋ to ⌈(i+1)·n/m⌉. */
export function adaptivePool(
  context: Context,
  kind: 'max' | 'avg',
  given: TensorValue,
  axes: number,
  wanted: Value,
): TensorValue {
  return batched(context, given, axes, (input) => {
    const size = shapeOf(input).slice(2);
    const target =
      wanted.kind === 'tuple'
        ? wanted.items.map((item, axis) =>
            item.kind === 'None' ? (size[axis] as number) : (perAxis(item, 1, 'output_size')[0] as number),
          )
        : perAxis(wanted, axes, 'output_size');
    const spans = target.map((m, axis) =>
      Array.from({ length: m }, (_, i) => {
        const n = size[axis] as number;
        const start = Math.floor((i * n) / m);
        return Array.from({ length: Math.ceil(((i + 1) * n) / m) - start }, (_, k) => start + k);
      }),
    );
    const regions = spans.reduce<number[][]>(
      (made, ranges, axis) =>
        made.flatMap((before) =>
          ranges.map((range) => before.flatMap((p) => range.map((k) => p * (size[axis] as number) + k))),
        ),
      [[0]],
    );
    const places = regions.map((at) => ({ at: Int32Array.from(at), divisor: at.length }));
    return pool(context, kind, input, places, target);
  });
}

const axesIn = (args: Args): number => Number(/(\d)d$/.exec(args.name)?.[1] ?? 2);

const plainOnly = (args: Args, ...names: readonly string[]): void => {
  for (const name of names) if (args.flag(name)) notKnown(`${name} of pooling`);
};

const maxPool: Run = (context, args) => {
  plainOnly(args, 'ceil_mode', 'return_indices');
  return windowPool(context, 'max', args.tensor('input'), {
    axes: axesIn(args),
    kernel: args.get('kernel_size'),
    stride: args.get('stride'),
    padding: args.get('padding'),
    dilation: args.get('dilation'),
    countPadding: true,
    divisor: undefined,
  });
};

const avgPool: Run = (context, args) => {
  plainOnly(args, 'ceil_mode');
  return windowPool(context, 'avg', args.tensor('input'), {
    axes: axesIn(args),
    kernel: args.get('kernel_size'),
    stride: args.get('stride'),
    padding: args.get('padding'),
    dilation: int(1),
    countPadding: args.flag('count_include_pad'),
    divisor: args.optionalInteger('divisor_override'),
  });
};

const adaptive =
  (kind: 'max' | 'avg'): Run =>
  (context, args) =>
    adaptivePool(context, kind, args.tensor('input'), axesIn(args), args.get('output_size'));

const each = (head: (axes: number) => string): string => [1, 2, 3].map(head).join('; ');
const maxHead = each(
  (n) =>
    `max_pool${n}d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False)`,
);
const avgHead = each(
  (n) =>
    `avg_pool${n}d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None)`,
);

export const poolingFunctions: readonly Entry[] = [
  ...functional(maxHead, maxPool),
  ...torchFunction(maxHead, maxPool),
  ...functional(avgHead, avgPool),
  ...functional(
    each((n) => `adaptive_avg_pool${n}d(input, output_size)`),
    adaptive('avg'),
  ),
  ...functional(
    each((n) => `adaptive_max_pool${n}d(input, output_size)`),
    adaptive('max'),
  ),
];
