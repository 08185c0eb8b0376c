import { sizeOf } from '../../core/create.ts';
import { type Context, charge, spend } from '../context.ts';
import type { Args } from '../library/args.ts';
import { type Entry, functional, type Run, torchFunction } from '../library/define.ts';
import { notKnown, raise } from '../signals.ts';
import { record } from '../tensor/record.ts';
import { dense, rankOf, shapeOf } from '../tensor/tensor.ts';
import type { TensorValue, Value } from '../values/value.ts';
import { finish } from './elementwise.ts';
import { insertAxis, reshape } from './shape.ts';
import { outputSize, perAxis, type Walk, windows } from './sliding.ts';

export interface Convolution {
  readonly input: TensorValue;
  readonly weight: TensorValue;
  readonly bias: TensorValue | undefined;
  readonly stride: readonly number[];
  readonly padding: readonly number[];
  readonly dilation: readonly number[];
  readonly groups: number;
}

const sizes = (shape: readonly number[]): string => `[${shape.join(', ')}]`;

function check({ input, weight, groups, bias }: Convolution): void {
  const [x, w] = [shapeOf(input), shapeOf(weight)];
  if (input.dtype !== weight.dtype || (bias && bias.dtype !== input.dtype))
    raise(
      'RuntimeError',
      `Input type (${input.dtype}) and bias type (${weight.dtype}) should be the same`,
      'input',
    );
  const channels = (w[1] as number) * groups;
  if (x[1] !== channels)
    raise(
      'RuntimeError',
      `Given groups=${groups}, weight of size ${sizes(w)}, expected input${sizes(x)} to have ${channels} channels, but got ${x[1]} channels instead`,
      'input',
    );
}

/** Visits what meets in a convolution: an element that comes in, one of the weight, and where their product goes. */
type Meetings = (visit: (from: number, tap: number, to: number) => void) => void;

/** The places of a convolution: for each (n, o, place) the positions in the input and the weight that meet. */
function meetings(
  context: Context,
  xShape: readonly number[],
  wShape: readonly number[],
  walk: Walk,
  groups: number,
): Meetings {
  const [batch = 1, channels = 1, ...size] = xShape;
  const [outputs = 1, inner = 1, ...kernel] = wShape;
  const places = windows(context, size, walk);
  const [area, taps, perGroup] = [sizeOf(size), sizeOf(kernel), outputs / groups];
  spend(context, batch * outputs * inner * places.length * taps);
  return (visit) => {
    let y = 0;
    for (let n = 0; n < batch; n++)
      for (let o = 0; o < outputs; o++) {
        const first = Math.floor(o / perGroup) * inner;
        for (const { at, tap } of places) {
          for (let c = 0; c < inner; c++) {
            const base = (n * channels + first + c) * area;
            const kernelBase = (o * inner + c) * taps;
            for (let i = 0; i < at.length; i++)
              visit(base + (at[i] as number), kernelBase + (tap[i] as number), y);
          }
          y++;
        }
      }
  };
}

/** Adds the products of all that meets to the bias. */
function addProducts(
  context: Context,
  { input, weight, bias }: Convolution,
  shape: readonly number[],
  each: Meetings,
): TensorValue {
  const [x, w] = [dense(input), dense(weight)];
  const place = sizeOf(shape.slice(2));
  const b = bias && dense(bias).data;
  const out = new Float64Array(sizeOf(shape)).map((_, i) =>
    b ? (b[Math.floor(i / place) % b.length] as number) : 0,
  );
  each((from, tap, to) => {
    out[to] = (out[to] as number) + (x.data[from] as number) * (w.data[tap] as number);
  });
  return record(context, finish(out, shape, input.dtype), {
    name: 'Convolution',
    inputs: bias ? [input, weight, bias] : [input, weight],
    backward: (g) => {
      const [dx, dw] = [new Float64Array(x.data.length), new Float64Array(w.data.length)];
      each((from, tap, to) => {
        const u = g.data[to] as number;
        dx[from] = (dx[from] as number) + u * (w.data[tap] as number);
        dw[tap] = (dw[tap] as number) + u * (x.data[from] as number);
      });
      const db = new Float64Array(b?.length ?? 0);
      g.data.forEach((u, i) => {
        const o = Math.floor(i / place) % db.length;
        if (b) db[o] = (db[o] as number) + u;
      });
      return [
        finish(dx, x.shape, x.dtype),
        finish(dw, w.shape, w.dtype),
        ...(b ? [finish(db, [db.length], x.dtype)] : []),
      ];
    },
    saved: [input, weight],
  });
}

/** Cross-correlation of (N, C, …) with a weight (O, C / groups, …), as deep learning calls convolution. */
export function convolve(context: Context, convolution: Convolution): TensorValue {
  check(convolution);
  const [x, w] = [shapeOf(convolution.input), shapeOf(convolution.weight)];
  const walk = { ...convolution, kernel: w.slice(2) };
  const shape = [x[0] as number, w[0] as number, ...outputSize(x.slice(2), walk)];
  charge(context, sizeOf(shape));
  return addProducts(context, convolution, shape, meetings(context, x, w, walk, convolution.groups));
}

/** A convolution run backwards: what its gradient with respect to the input would be. */
export function convolveTransposed(
  context: Context,
  convolution: Convolution,
  outputPadding: readonly number[],
): TensorValue {
  const { input, weight, groups, stride, padding, dilation } = convolution;
  const [y, w] = [shapeOf(input), shapeOf(weight)];
  if (y[1] !== w[0]) return notKnown('a transposed convolution of other channels');
  const kernel = w.slice(2);
  const size = y
    .slice(2)
    .map(
      (n, axis) =>
        (n - 1) * (stride[axis] as number) -
        2 * (padding[axis] as number) +
        (dilation[axis] as number) * ((kernel[axis] as number) - 1) +
        (outputPadding[axis] as number) +
        1,
    );
  const shape = [y[0] as number, (w[1] as number) * groups, ...size];
  charge(context, sizeOf(shape));
  const each = meetings(context, shape, w, { kernel, stride, padding, dilation }, groups);
  return addProducts(context, convolution, shape, (visit) => each((to, tap, from) => visit(from, tap, to)));
}

/** Padding as numbers; `'same'` keeps the size where it can be done evenly. */
export function paddingOf(
  value: Value,
  kernel: readonly number[],
  dilation: readonly number[],
): readonly number[] {
  if (value.kind !== 'str') return perAxis(value, kernel.length, 'padding');
  if (value.value === 'valid') return kernel.map(() => 0);
  return kernel.map((k, axis) => {
    const all = (dilation[axis] as number) * (k - 1);
    return all % 2 === 0 ? all / 2 : notKnown('padding that is uneven');
  });
}

/** Runs `work` on a batch: one sample alone gets an axis for a while. */
export function batched(
  context: Context,
  input: TensorValue,
  axes: number,
  work: (input: TensorValue) => TensorValue,
): TensorValue {
  if (rankOf(input) === axes + 2) return work(input);
  if (rankOf(input) !== axes + 1) return notKnown('an input of this many axes');
  const out = work(insertAxis(context, input, 0));
  return reshape(context, out, shapeOf(out).slice(1));
}

const axesIn = (args: Args): number => Number(/(\d)d$/.exec(args.name)?.[1] ?? 2);

const conv: Run = (context, args) => {
  const axes = axesIn(args);
  const weight = args.tensor('weight');
  const dilation = perAxis(args.get('dilation'), axes, 'dilation');
  const settings = {
    weight,
    bias: args.optionalTensor('bias'),
    stride: perAxis(args.get('stride'), axes, 'stride'),
    dilation,
    padding: paddingOf(args.get('padding'), shapeOf(weight).slice(2), dilation),
    groups: args.integer('groups'),
  };
  return batched(context, args.tensor('input'), axes, (input) => convolve(context, { ...settings, input }));
};

const convTranspose: Run = (context, args) => {
  const axes = axesIn(args);
  const [stride, padding, outputPadding, dilation] = ['stride', 'padding', 'output_padding', 'dilation'].map(
    (name) => perAxis(args.get(name), axes, name),
  ) as [number[], number[], number[], number[]];
  const weight = args.tensor('weight');
  const settings = { weight, bias: args.optionalTensor('bias'), stride, padding, dilation };
  return batched(context, args.tensor('input'), axes, (input) =>
    convolveTransposed(context, { ...settings, input, groups: args.integer('groups') }, outputPadding),
  );
};

const heads = (prefix: string, rest: string): string =>
  [1, 2, 3]
    .map((axes) => `${prefix}${axes}d(input, weight, bias=None, stride=1, padding=0, ${rest})`)
    .join('; ');

export const convolutionFunctions: readonly Entry[] = [
  ...functional(heads('conv', 'dilation=1, groups=1'), conv),
  ...torchFunction(heads('conv', 'dilation=1, groups=1'), conv),
  ...functional(heads('conv_transpose', 'output_padding=0, groups=1, dilation=1'), convTranspose),
];
