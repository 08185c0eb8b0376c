import type { TensorData } from '../../core/tensor.ts';
import { drawsSample } from '../context.ts';
import { type Entry, functional, type Run, torchBoth, torchMethod } from '../library/define.ts';
import type { TorchGenerator } from '../random/torch-generator.ts';
import { notKnown, raise } from '../signals.ts';
import { dense, numel, shapeOf, wrap } from '../tensor/tensor.ts';
import { float } from '../values/make.ts';
import { applyBinary } from './binary.ts';
import { finish } from './elementwise.ts';
import { fill, generatorOf, isDouble } from './random.ts';
import { softmaxAlong } from './softmax.ts';

/** One chance for each element, each compared with a uniform of the tensor's own precision. */
const bernoulli: Run = (context, args) => {
  const input = args.tensor('input');
  const p = dense(input);
  const generator = generatorOf(context, args);
  const double = isDouble(input.dtype);
  const values = Float64Array.from(p.data, (chance) =>
    (double ? generator.uniformDouble() : generator.uniformFloat()) < chance ? 1 : 0,
  );
  return wrap(finish(values, p.shape, input.dtype), 'torch', drawsSample(context, generator));
};

const multinomial: Run = (context, args) => {
  const input = dense(args.tensor('input'));
  const generator = generatorOf(context, args);
  const count = args.integer('num_samples');
  const classes = input.shape.at(-1) as number;
  const rows = input.data.length / classes;
  const again = args.flag('replacement');
  if (count > classes && !again)
    raise('RuntimeError', 'cannot sample n_sample > prob_dist.size(-1) samples without replacement');
  const weights = Array.from({ length: rows }, (_, row) =>
    input.data.subarray(row * classes, (row + 1) * classes),
  );
  const drawn = again
    ? weights.flatMap((row) => withReplacement(row, count, generator))
    : withoutReplacement(weights, count, generator);
  const values = finish(Float64Array.from(drawn), [...input.shape.slice(0, -1), count], 'int64');
  return wrap(values, 'torch', drawsSample(context, generator));
};

/** Where a uniform falls among the cumulated weights. */
function withReplacement(weights: TensorData, count: number, generator: TorchGenerator): number[] {
  let sum = 0;
  const cumulated = Array.from(weights, (weight) => {
    sum = Math.fround(sum + weight);
    return sum;
  }).map((part) => Math.fround(part / sum));
  return Array.from({ length: count }, () => {
    const u = generator.uniformDouble();
    const at = cumulated.findIndex((part) => part >= u);
    return at < 0 ? weights.length - 1 : at;
  });
}

/** The largest of the weights over exponentials: an exponential race. */
function withoutReplacement(rows: readonly TensorData[], count: number, generator: TorchGenerator): number[] {
  return rows.flatMap((weights) => {
    const times = generator.exponentials(weights.length);
    const scores = Array.from(weights, (weight, i) => Math.fround(weight / Math.fround(times[i] as number)));
    const order = scores.map((_, i) => i).sort((a, b) => (scores[b] as number) - (scores[a] as number));
    return order.slice(0, count);
  });
}

/** Softmax of the logits with Gumbel noise, which is minus the logarithm of exponentials. */
const gumbelSoftmax: Run = (context, args) => {
  const logits = args.tensor('logits');
  if (args.flag('hard')) return notKnown('gumbel_softmax with hard=True');
  if (isDouble(logits.dtype) || logits.dtype !== 'float32') return notKnown('gumbel_softmax of this dtype');
  const generator = context.torchRandom;
  const noise = generator.exponentials(numel(logits)).map((x) => -Math.fround(Math.log(Math.fround(x))));
  const gumbels = wrap(
    finish(noise, shapeOf(logits), logits.dtype),
    'torch',
    drawsSample(context, generator),
  );
  const moved = applyBinary(context, 'add', logits, gumbels);
  const tau = float(args.number('tau'));
  return softmaxAlong(context, 'softmax', applyBinary(context, 'div', moved, tau), args.integer('dim'));
};

export const samplingFunctions: readonly Entry[] = [
  ...torchBoth('bernoulli(input, *, generator=None)', bernoulli),
  ...torchBoth('multinomial(input, num_samples, replacement=False, *, generator=None)', multinomial),
  ...torchMethod(
    'bernoulli_(self, p=0.5, *, generator=None)',
    fill((generator, args) => (count) => {
      const p = args.number('p');
      return new Float64Array(count).map(() => (generator.uniformDouble() < p ? 1 : 0));
    }),
  ),
  ...torchMethod(
    'exponential_(self, lambd=1.0, *, generator=None)',
    fill((generator, args) => (count) => generator.exponentials(count).map((x) => x / args.number('lambd'))),
  ),
  ...functional('gumbel_softmax(logits, tau=1, hard=False, eps=1e-10, dim=-1)', gumbelSoftmax),
];
