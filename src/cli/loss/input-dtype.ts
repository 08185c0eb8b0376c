import type { InputSpec, Scale } from '../../core/loss.ts';
import { sameShape } from '../../core/shape.ts';
import type { DType } from '../../core/tensor.ts';
import type { Numbers } from './tensor-json.ts';

const isIndices = (scale: Scale): boolean => scale === 'class-indices';

/**
 * The dtype that an input's numbers are meant in. JSON writes class indices and probabilities alike, so the loss
 * decides: indices are int64 when they are written as integers; all else is floating. Where a loss takes both, a target
 * shaped as the prediction holds probabilities, which is PyTorch's own rule.
 */
export function inputDType(
  spec: InputSpec,
  numbers: Numbers,
  prediction: Numbers | undefined,
  floating: DType,
): DType {
  if (numbers.kind === 'floating' || !spec.accepts.some(isIndices)) return floating;
  const onlyIndices = spec.accepts.every(isIndices);
  const likePrediction = prediction !== undefined && sameShape(prediction.shape, numbers.shape);
  return onlyIndices || !likePrediction ? 'int64' : floating;
}

/** The floating dtype of a request; PyTorch's names. */
export const floatingDType = (json: unknown): DType | undefined =>
  (['float64', 'float32', 'float16', 'bfloat16'] as const).find((name) => name === json);
