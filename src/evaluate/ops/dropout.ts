import { fromValues, sizeOf } from '../../core/create.ts';
import { type Context, charge, drawsSample } from '../context.ts';
import { type Entry, functional, type Run, torchBoth } from '../library/define.ts';
import { notKnown } from '../signals.ts';
import { rankOf, shapeOf, wrap } from '../tensor/tensor.ts';
import type { TensorValue } from '../values/value.ts';
import { applyBinary } from './binary.ts';

/** Whole channels are dropped together: one number for each of the first two axes. */
const channels = (shape: readonly number[]): number[] => shape.map((size, axis) => (axis < 2 ? size : 1));

/**
 * Drops elements with probability `p` as PyTorch does on the CPU: a double-precision uniform for each, those below 1 − p
 * are kept and divided by 1 − p.
 */
export function dropped(context: Context, input: TensorValue, p: number, byChannel = false): TensorValue {
  const generator = context.torchRandom;
  const shape = byChannel ? channels(shapeOf(input)) : shapeOf(input);
  charge(context, sizeOf(shape));
  const keep = new Float64Array(sizeOf(shape)).map(() =>
    p < 1 && generator.uniformDouble() < 1 - p ? 1 / (1 - p) : 0,
  );
  const mask = wrap(fromValues(keep, shape, input.dtype), input.library, drawsSample(context, generator));
  return applyBinary(context, 'mul', input, mask);
}

const dropout: Run = (context, args) => {
  const input = args.tensor('input');
  const p = args.number('p');
  if (!args.flag('training') || p === 0) return input;
  if (args.name === 'alpha_dropout') return notKnown('alpha_dropout');
  const byChannel = /[123]d$/.test(args.name);
  if (byChannel && rankOf(input) < 3) return notKnown('dropout of channels without a batch');
  return dropped(context, input, p, byChannel);
};

export const dropoutFunctions: readonly Entry[] = [
  ...functional(
    'dropout(input, p=0.5, training=True, inplace=False); dropout1d(input, p=0.5, training=True, inplace=False); dropout2d(input, p=0.5, training=True, inplace=False); dropout3d(input, p=0.5, training=True, inplace=False); alpha_dropout(input, p=0.5, training=False, inplace=False)',
    dropout,
  ),
  ...torchBoth('dropout(input, p, train:training)', dropout),
];
