import { sizeOf } from '../../core/create.ts';
import { type Context, withGradients } from '../context.ts';
import { define, type Entry, type Run } from '../library/define.ts';
import { fillWith } from '../ops/inplace.ts';
import { notKnown } from '../signals.ts';
import { shapeOf } from '../tensor/tensor.ts';
import type { TensorValue } from '../values/value.ts';

/** Without recording: PyTorch's `nn.init` works under `no_grad`. */
const fill: typeof fillWith = (context, ...filling) =>
  withGradients(context, false, () => fillWith(context, ...filling));

/** Fills with uniform numbers in [low, high) from PyTorch's generator. */
export function fillUniform(context: Context, tensor: TensorValue, low: number, high: number): TensorValue {
  const { torchRandom } = context;
  const double = tensor.dtype === 'float64';
  const width = double ? high - low : Math.fround(Math.fround(high) - Math.fround(low));
  const from = double ? low : Math.fround(low);
  return fill(
    context,
    tensor,
    (count) => torchRandom.uniforms(count, double).map((u) => u * width + from),
    !torchRandom.seeded,
  );
}

export function fillNormal(
  context: Context,
  tensor: TensorValue,
  mean: number,
  deviation: number,
): TensorValue {
  const { torchRandom } = context;
  return fill(
    context,
    tensor,
    (count) => torchRandom.normals(count, tensor.dtype === 'float64').map((x) => x * deviation + mean),
    !torchRandom.seeded,
  );
}

const fillConstant = (context: Context, tensor: TensorValue, value: number): TensorValue =>
  fill(context, tensor, (count) => new Float64Array(count).fill(value), false);

/** How many inputs and outputs each unit of a weight has. */
export function fans(tensor: TensorValue): { fanIn: number; fanOut: number } {
  const shape = shapeOf(tensor);
  const field = sizeOf(shape.slice(2));
  return { fanIn: (shape[1] ?? 1) * field, fanOut: (shape[0] ?? 1) * field };
}

const gains: ReadonlyMap<string, (a: number) => number> = new Map<string, (a: number) => number>([
  ['linear', () => 1],
  ['conv1d', () => 1],
  ['conv2d', () => 1],
  ['sigmoid', () => 1],
  ['tanh', () => 5 / 3],
  ['relu', () => Math.SQRT2],
  ['leaky_relu', (a) => Math.sqrt(2 / (1 + a * a))],
  ['selu', () => 3 / 4],
]);

const gainOf = (name: string, a: number): number => gains.get(name)?.(a) ?? notKnown(`the gain of ${name}`);

/** Bounds of He's (Kaiming) uniform initialisation. */
export const kaimingBound = (fan: number, gain: number): number => (Math.sqrt(3) * gain) / Math.sqrt(fan);

const init = (heads: string, run: Run): Entry[] =>
  heads.split('; ').map((head) => define(`torch.nn.init.${head}`, run));

export const initFunctions: readonly Entry[] = [
  ...init('zeros_(tensor:input)', (context, args) => fillConstant(context, args.tensor('input'), 0)),
  ...init('ones_(tensor:input)', (context, args) => fillConstant(context, args.tensor('input'), 1)),
  ...init('constant_(tensor:input, val)', (context, args) =>
    fillConstant(context, args.tensor('input'), args.number('val')),
  ),
  ...init('uniform_(tensor:input, a=0.0, b=1.0, generator=None)', (context, args) =>
    fillUniform(context, args.tensor('input'), args.number('a'), args.number('b')),
  ),
  ...init('normal_(tensor:input, mean=0.0, std=1.0, generator=None)', (context, args) =>
    fillNormal(context, args.tensor('input'), args.number('mean'), args.number('std')),
  ),
  ...init('xavier_uniform_(tensor:input, gain=1.0, generator=None)', (context, args) => {
    const { fanIn, fanOut } = fans(args.tensor('input'));
    const bound = Math.sqrt(3) * args.number('gain') * Math.sqrt(2 / (fanIn + fanOut));
    return fillUniform(context, args.tensor('input'), -bound, bound);
  }),
  ...init('xavier_normal_(tensor:input, gain=1.0, generator=None)', (context, args) => {
    const { fanIn, fanOut } = fans(args.tensor('input'));
    return fillNormal(
      context,
      args.tensor('input'),
      0,
      args.number('gain') * Math.sqrt(2 / (fanIn + fanOut)),
    );
  }),
  ...init(
    "kaiming_uniform_(tensor:input, a=0, mode='fan_in', nonlinearity='leaky_relu', generator=None)",
    (context, args) => {
      const { fanIn, fanOut } = fans(args.tensor('input'));
      const bound = kaimingBound(
        args.text('mode') === 'fan_in' ? fanIn : fanOut,
        gainOf(args.text('nonlinearity'), args.number('a')),
      );
      return fillUniform(context, args.tensor('input'), -bound, bound);
    },
  ),
  ...init(
    "kaiming_normal_(tensor:input, a=0, mode='fan_in', nonlinearity='leaky_relu', generator=None)",
    (context, args) => {
      const { fanIn, fanOut } = fans(args.tensor('input'));
      const fan = args.text('mode') === 'fan_in' ? fanIn : fanOut;
      return fillNormal(
        context,
        args.tensor('input'),
        0,
        gainOf(args.text('nonlinearity'), args.number('a')) / Math.sqrt(fan),
      );
    },
  ),
  ...init('eye_(tensor:input)', (context, args) => {
    const [, columns = 1] = shapeOf(args.tensor('input'));
    return fill(
      context,
      args.tensor('input'),
      (count) => new Float64Array(count).map((_, i) => (Math.floor(i / columns) === i % columns ? 1 : 0)),
      false,
    );
  }),
];
