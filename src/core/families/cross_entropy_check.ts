import { isFloating, scalarTypeName } from '../dtype.ts';
import type { LossError } from '../loss.ts';
import { sameShape } from '../shape.ts';
import { checkClassIndices, checkClassWeight } from './class_targets.ts';
import type { CrossEntropyCall } from './cross_entropy_rows.ts';

/** What `cross_entropy` refuses, in PyTorch's words. It decides by shape alone whether targets are probabilities. */
export function checkClassTarget({ inputs, options }: CrossEntropyCall): LossError | undefined {
  const { input, target } = inputs;
  const unusable = checkLogits(input);
  if (sameShape(input.shape, target.shape)) {
    return (
      checkProbabilities(target.dtype, options.ignore_index) ??
      checkClassWeight(
        input,
        options.weight && { ...options.weight, dtype: input.dtype },
        'cross_entropy: ',
      ) ??
      unusable
    );
  }
  return (
    unusable ??
    checkClassIndices({ input, target, weight: options.weight, ignoreIndex: options.ignore_index })
  );
}

function checkProbabilities(
  dtype: CrossEntropyCall['inputs']['target']['dtype'],
  ignoreIndex: number,
): LossError | undefined {
  if (!isFloating(dtype))
    return {
      message: `Expected floating point type for target with class probabilities, got ${scalarTypeName(dtype)}`,
      cause: 'A target of the same shape as the input is read as class probabilities.',
      cure: 'For one-hot rows use target.float(); for class indices drop the class axis with target.argmax(dim=1).',
      at: 'target',
    };
  if (ignoreIndex < 0) return undefined;
  return {
    message: 'ignore_index is not supported for floating point target',
    cause: 'Class probabilities have no index that could be ignored.',
    cure: 'Mask the rows yourself: reduction="none", then average over those that count.',
    at: 'ignore_index',
  };
}

function checkLogits({ dtype, shape }: CrossEntropyCall['inputs']['input']): LossError | undefined {
  if (isFloating(dtype)) return undefined;
  const kernel = shape.length > 2 ? 'log_softmax_kernel_impl' : 'log_softmax_lastdim_kernel_impl';
  return {
    message: `"${kernel}" not implemented for '${scalarTypeName(dtype)}'`,
    cause: `Logits are real numbers; the input is ${dtype}.`,
    cure: 'Convert the input: input.float().',
    at: 'input',
  };
}
