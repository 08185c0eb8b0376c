import { sizeOf } from '../../core/create.ts';
import type { DType } from '../../core/tensor.ts';
import { type Context, charge, drawsSample, spend } from '../context.ts';
import type { Args } from '../library/args.ts';
import { define, type Entry, type Run, torchMethod } from '../library/define.ts';
import { itemsOf } from '../library/items.ts';
import { TorchGenerator } from '../random/torch-generator.ts';
import { notKnown, raise } from '../signals.ts';
import { dense, shapeOf, wrap } from '../tensor/tensor.ts';
import { none } from '../values/make.ts';
import type { TensorValue, Value } from '../values/value.ts';
import { anyDType } from './cast.ts';
import { asked, floatArgument } from './creation.ts';
import { finish } from './elementwise.ts';
import { fillWith } from './inplace.ts';

/** The generator of a call: its own argument or PyTorch's global one. */
export function generatorOf(context: Context, args: Args): TorchGenerator {
  const given = args.optional('generator');
  if (!given) return context.torchRandom;
  return given.kind === 'generator' ? given.generator : notKnown('the generator is not known');
}

export const isDouble = (dtype: DType): boolean => dtype === 'float64';

/** The half types draw by other paths. */
function checkPlain(dtype: DType): void {
  if (dtype === 'float16' || dtype === 'bfloat16') notKnown(`random numbers of ${dtype}`);
}

/** A number drawn as PyTorch draws it takes as long as this many more that are only computed. */
const drawingCosts = 8;

function drawn(
  context: Context,
  args: Args,
  shape: readonly number[],
  dtype: DType,
  draw: (generator: TorchGenerator, count: number) => Float64Array,
): TensorValue {
  const count = sizeOf(shape);
  charge(context, count);
  spend(context, count * drawingCosts);
  const generator = generatorOf(context, args);
  const values = draw(generator, count);
  return asked(context, args, wrap(finish(values, shape, dtype), 'torch', drawsSample(context, generator)));
}

const uniform =
  (dtype: DType) =>
  (generator: TorchGenerator, count: number): Float64Array =>
    generator.uniforms(count, isDouble(dtype));
const normal =
  (dtype: DType) =>
  (generator: TorchGenerator, count: number): Float64Array =>
    generator.normals(count, isDouble(dtype));

const float =
  (draw: (dtype: DType) => (generator: TorchGenerator, count: number) => Float64Array): Run =>
  (context, args) => {
    const dtype = floatArgument(context, args);
    checkPlain(dtype);
    return drawn(context, args, args.restIntegers('size'), dtype, draw(dtype));
  };

const like =
  (draw: (dtype: DType) => (generator: TorchGenerator, count: number) => Float64Array): Run =>
  (context, args) => {
    const input = args.tensor('input');
    const given = args.optional('dtype');
    const dtype = (given && anyDType(given)) ?? input.dtype;
    checkPlain(dtype);
    return drawn(context, args, shapeOf(input), dtype, draw(dtype));
  };

/** `randint(high, size)` or `randint(low, high, size)`. */
const randint: Run = (context, args) => {
  const [first, second, third] = args.rest.length > 0 ? args.rest : [args.get('low'), args.get('high')];
  const size = args.optional('size') ?? third ?? second;
  const hasLow = args.has('size') ? second !== undefined : third !== undefined;
  const low = hasLow ? integer(first) : args.has('low') && args.has('high') ? args.integer('low') : 0;
  const high = args.has('high') ? args.integer('high') : integer(hasLow ? second : first);
  const shape = sizesIn(size);
  const given = args.optional('dtype');
  if (high <= low)
    raise('RuntimeError', `random_ expects 'from' to be less than 'to', but got from=${low} >= to=${high}`);
  return drawn(context, args, shape, (given && anyDType(given)) ?? 'int64', (generator, count) =>
    new Float64Array(count).map(() => generator.below(high - low) + low),
  );
};

const integer = (value: Value | undefined): number =>
  value?.kind === 'int'
    ? value.value
    : value?.kind === 'tensor'
      ? (dense(value).data[0] as number)
      : notKnown('a bound that is not known');

const sizesIn = (value: Value | undefined): number[] => {
  if (value?.kind === 'int') return [value.value];
  const items = value && itemsOf(value);
  return items ? items.map(integer) : notKnown('a size that is not known');
};

const randintLike: Run = (context, args) => {
  const input = args.tensor('input');
  const low = args.has('high') ? args.integer('low') : 0;
  const high = args.has('high') ? args.integer('high') : args.integer('low');
  return drawn(context, args, shapeOf(input), input.dtype, (generator, count) =>
    new Float64Array(count).map(() => generator.below(high - low) + low),
  );
};

const randperm: Run = (context, args) =>
  drawn(context, args, [args.integer('n')], 'int64', (generator, count) => generator.permutation(count));

const normalRun: Run = (context, args) => {
  const mean = args.get('mean');
  const std = args.get('std');
  const shape = args.has('size')
    ? args.integers('size')
    : mean.kind === 'tensor'
      ? shapeOf(mean)
      : std.kind === 'tensor'
        ? shapeOf(std)
        : notKnown('a size that is not known');
  const at = (value: Value, i: number): number =>
    value.kind === 'tensor'
      ? (dense(value).data[shapeOf(value).length === 0 ? 0 : i] as number)
      : value.kind === 'int' || value.kind === 'float'
        ? value.value
        : 0;
  const dtype = context.defaultDType;
  return drawn(context, args, shape, dtype, (generator, count) => {
    const z = generator.normals(count, isDouble(dtype));
    return z.map((x, i) => Math.fround(x) * at(std, i) + at(mean, i));
  });
};

const manualSeed: Run = (context, args) => {
  context.torchRandom.seed(args.integer('seed'));
  return { kind: 'generator', generator: context.torchRandom };
};

export const fill =
  (draw: (generator: TorchGenerator, args: Args, dtype: DType) => (count: number) => Float64Array): Run =>
  (context, args) => {
    const self = args.tensor('self');
    checkPlain(self.dtype);
    const generator = generatorOf(context, args);
    return fillWith(context, self, draw(generator, args, self.dtype), drawsSample(context, generator));
  };

const spread = (args: Args, dtype: DType): ((u: number) => number) => {
  const [low, high] = [args.number('low'), args.number('high')].map((x) =>
    isDouble(dtype) ? x : Math.fround(x),
  ) as [number, number];
  return (u) => u * (high - low) + low;
};

const options =
  'dtype=None, device=None, requires_grad=False, generator=None, out=None, layout=None, pin_memory=False';

export const randomFunctions: readonly Entry[] = [
  define('torch.manual_seed(seed)', manualSeed),
  define('torch.random.manual_seed(seed)', manualSeed),
  define('torch.cuda.manual_seed(seed)', () => none),
  define('torch.cuda.manual_seed_all(seed)', () => none),
  define('torch.seed()', (context) => {
    context.torchRandom.seeded = false;
    return notKnown('a seed by chance');
  }),
  define("torch.Generator(device='cpu')", () => ({ kind: 'generator', generator: new TorchGenerator() })),
  define('generator:manual_seed(self, seed)', (_context, args) => {
    const self = args.get('self');
    if (self.kind === 'generator') self.generator.seed(args.integer('seed'));
    return self;
  }),
  define(`torch.rand(*size, ${options})`, float(uniform)),
  define(`torch.randn(*size, ${options})`, float(normal)),
  define(`torch.rand_like(input, *, ${options}, memory_format=None)`, like(uniform)),
  define(`torch.randn_like(input, *, ${options}, memory_format=None)`, like(normal)),
  define(`torch.randint(*bounds, low=None, high=None, size=None, ${options})`, randint),
  define(`torch.randint_like(input, low, high=None, *, ${options})`, randintLike),
  define(`torch.randperm(n, *, ${options})`, randperm),
  define(`torch.normal(mean=0.0, std=1.0, size=None, *, ${options})`, normalRun),
  ...torchMethod(
    'uniform_(self, from|low:low=0.0, to|high:high=1.0, *, generator=None)',
    fill(
      (generator, args, dtype) => (count) =>
        generator.uniforms(count, isDouble(dtype)).map(spread(args, dtype)),
    ),
  ),
  ...torchMethod(
    'normal_(self, mean=0.0, std=1.0, *, generator=None)',
    fill(
      (generator, args, dtype) => (count) =>
        generator.normals(count, isDouble(dtype)).map((x) => x * args.number('std') + args.number('mean')),
    ),
  ),
  ...torchMethod(
    'random_(self, low=0, high=None, *, generator=None)',
    fill((generator, args) => (count) => {
      if (!args.has('high') && args.integer('low') === 0) return notKnown('random_ without a bound');
      const low = args.has('high') ? args.integer('low') : 0;
      const high = args.has('high') ? args.integer('high') : args.integer('low');
      return new Float64Array(count).map(() => generator.below(high - low) + low);
    }),
  ),
];
