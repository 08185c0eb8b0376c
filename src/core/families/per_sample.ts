import { at, sizeOf, zeros } from '../create.ts';
import type { Elements } from '../loss.ts';
import { precisionOf } from '../rounding.ts';
import { sameShape } from '../shape.ts';
import type { DType, Tensor } from '../tensor.ts';
import { commonShape, mapElements, mapGradients, type Pointwise } from './elementwise.ts';

/** Keras reduces in two steps: the mean over the last axis gives a loss per sample, then the reduction over samples. */
export function meanPerSample(tensors: readonly Tensor[], dtype: DType, f: Pointwise): Elements {
  const each = mapElements(tensors, dtype, f);
  const length = each.shape[each.shape.length - 1] ?? 1;
  const { work, store } = precisionOf(dtype);
  const losses = zeros(each.shape.slice(0, -1), dtype);
  for (let row = 0; row < losses.data.length; row++) {
    let sum = 0;
    for (let i = row * length; i < (row + 1) * length; i++) sum += at(each.data, i);
    losses.data[row] = store(work(sum) / length);
  }
  return { losses, divisor: losses.data.length, emptyMean: 0 };
}

/** The gradients of `meanPerSample`. */
export function meanPerSampleGradients<Name extends string>(
  tensors: Readonly<Record<Name, Tensor>>,
  dtype: DType,
  upstream: Float64Array,
  slopes: Readonly<Partial<Record<NoInfer<Name>, Pointwise>>>,
): Readonly<Record<string, Tensor>> {
  const shape = commonShape(Object.values(tensors));
  const length = shape[shape.length - 1] ?? 1;
  const spread = new Float64Array(sizeOf(shape)).map(
    (_, i) => (upstream[Math.floor(i / length)] as number) / length,
  );
  return mapGradients(tensors, dtype, spread, slopes);
}

/** Keras brings (N) and (N, 1) to the same rank: a vector gains an axis beside a column. */
export function sameRank(target: Tensor, input: Tensor): readonly [Tensor, Tensor] {
  const [t, x] = [target.shape.length, input.shape.length];
  if (t + 1 === x && input.shape[x - 1] === 1)
    return t === 1 ? [{ ...target, shape: [...target.shape, 1] }, input] : [target, squeezed(input)];
  if (x + 1 === t && target.shape[t - 1] === 1)
    return x === 1 ? [target, { ...input, shape: [...input.shape, 1] }] : [squeezed(target), input];
  return [target, input];
}

const squeezed = (tensor: Tensor): Tensor => ({ ...tensor, shape: tensor.shape.slice(0, -1) });

/** A gradient in the shape in which its input was given. */
export const shapedAs = (
  gradients: Readonly<Record<string, Tensor>>,
  inputs: Readonly<Record<string, Tensor>>,
) =>
  Object.fromEntries(
    Object.entries(gradients).map(([name, gradient]) => {
      const shape = inputs[name]?.shape ?? gradient.shape;
      return [name, sameShape(shape, gradient.shape) ? gradient : { ...gradient, shape }];
    }),
  );
