import { full, zeros } from '../../core/create.ts';
import { isFloating } from '../../core/dtype.ts';
import type { InputSpec, LossDefinition } from '../../core/loss.ts';
import type { Tensor } from '../../core/tensor.ts';

/**
 * Arguments that go with a prediction until the person gives others: class 0 for every sample, zeros, ones where a loss
 * wants signs. The panel shows them as what they are, to be edited.
 */
export function provisionalInputs(
  loss: LossDefinition,
  prediction: Tensor,
): Readonly<Record<string, Tensor>> {
  return Object.fromEntries(
    loss.inputs.map((input) => [
      input.name,
      input.role === 'prediction' ? prediction : provisional(input, prediction),
    ]),
  );
}

function provisional({ accepts }: InputSpec, { shape, dtype }: Tensor): Tensor {
  const usual = accepts[0] ?? 'reals';
  if (usual === 'class-indices') return zeros(withoutClasses(shape), 'int64');
  const float = isFloating(dtype) ? dtype : 'float32';
  if (usual === 'signs') return full(shape, 1, float);
  const isDistribution = usual === 'probabilities' || usual === 'distribution' || usual === 'one-hot';
  return isDistribution
    ? full(shape, 1 / (shape[shape.length > 1 ? 1 : 0] ?? 1), float)
    : zeros(shape, float);
}

/** (N, C, d₁, …) → (N, d₁, …); a lone (C) → (). */
const withoutClasses = (shape: readonly number[]): readonly number[] =>
  shape.length < 2 ? [] : shape.filter((_, axis) => axis !== 1);
