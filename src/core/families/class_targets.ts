import { at } from '../create.ts';
import { isFloating, scalarTypeName } from '../dtype.ts';
import type { LossError } from '../loss.ts';
import { classLayout, sameShape, sizes } from '../shape.ts';
import type { Tensor } from '../tensor.ts';

interface ClassCall {
  readonly input: Tensor;
  readonly target: Tensor;
  readonly weight: Tensor | null;
  /** Undefined where the range of the indices is not to be looked at: something else is refused first. */
  readonly ignoreIndex: number | undefined;
}

/** What `nll_loss` refuses, in the order and words in which PyTorch does. */
export function checkClassIndices({ input, target, weight, ignoreIndex }: ClassCall): LossError | undefined {
  return (
    checkShapes(input, target) ??
    checkIndexDType(input, target) ??
    checkClassWeight(input, weight, '') ??
    (ignoreIndex === undefined ? undefined : checkRange(input, target, ignoreIndex))
  );
}

function checkShapes(input: Tensor, target: Tensor): LossError | undefined {
  const rank = input.shape.length;
  if (rank < 1)
    return {
      message: `Expected 1 or more dimensions (got ${rank})`,
      cure: 'Give one score per class: a tensor of shape (C) or (N, C).',
      at: 'input',
    };
  if (rank > 1 && input.shape[0] !== target.shape[0]) return batchMismatch(input, target);
  return rank <= 2 ? checkFlat(input, target) : checkSpatial(input, target);
}

function batchMismatch(input: Tensor, target: Tensor): LossError {
  return {
    message: `Expected input batch_size (${input.shape[0]}) to match target batch_size (${target.shape[0] ?? 0}).`,
    cause: `The input has ${input.shape[0]} samples, the target ${target.shape[0] ?? 'none'}.`,
    cure: 'Give one class index per sample.',
    at: 'target',
  };
}

function checkFlat(input: Tensor, target: Tensor): LossError | undefined {
  if (target.shape.length > 1)
    return {
      message: '0D or 1D target tensor expected, multi-target not supported',
      cause: `The target has shape ${sizes(target.shape)}; class indices for input ${sizes(input.shape)} have one axis less than the input.`,
      cure:
        target.shape[1] === 1
          ? 'Drop the last axis: target.squeeze(1).'
          : 'Turn one-hot rows into indices with target.argmax(dim=1), or into floats of the same shape for class probabilities.',
      at: 'target',
    };
  if (input.shape.length === 1) return checkSingle(input, target);
  if (input.shape[0] === target.shape[0]) return undefined;
  return {
    message: `size mismatch (got input: ${sizes(input.shape)}, target: ${sizes(target.shape)})`,
    cure: 'Give one class index per sample.',
    at: 'target',
  };
}

/** A single sample takes a single index, as a scalar or (in recent releases) a tensor of one element. */
function checkSingle(input: Tensor, target: Tensor): LossError | undefined {
  if (target.data.length === 1) return undefined;
  return {
    message: `For 1D input, 1D target must have size 1, but got target size: ${target.data.length}`,
    cause: `A one-dimensional input is a single sample; its target is a single index. (Older releases say: size mismatch (got input: ${sizes(input.shape)}, target: ${sizes(target.shape)}).)`,
    cure: 'Give a 0-D target, or a batch of shape (N, C).',
    at: 'target',
  };
}

function checkSpatial(input: Tensor, target: Tensor): LossError | undefined {
  const positions = input.shape.slice(2);
  if (input.shape.length === 4 && target.shape.length !== 3)
    return {
      message: `only batches of spatial targets supported (3D tensors) but got targets of dimension: ${target.shape.length}`,
      cause: `The target has shape ${sizes(target.shape)}; it holds one index per pixel and has no class axis.`,
      cure:
        target.shape[1] === 1
          ? 'Drop the class axis: target.squeeze(1).'
          : 'Give a target of shape (N, H, W).',
      at: 'target',
    };
  const wanted = [input.shape[0] ?? 0, ...positions];
  if (sameShape(wanted, target.shape)) return undefined;
  // The missing parenthesis is PyTorch's.
  const message =
    input.shape.length === 4
      ? `size mismatch (got input: ${sizes(input.shape)} , target: ${sizes(target.shape)}`
      : `Expected target size ${sizes(wanted)}, got ${sizes(target.shape)}`;
  return {
    message,
    cause: `Classes are on axis 1 of the input, which has shape ${sizes(input.shape)}.`,
    cure: 'If the classes come last, move them: input.transpose(1, 2), or flatten both: input.flatten(0, 1), target.flatten().',
    at: 'input',
  };
}

function checkIndexDType(input: Tensor, { dtype }: Tensor): LossError | undefined {
  // The kernel for positions besides the batch takes no bytes.
  if (dtype === 'int64' || (dtype === 'uint8' && input.shape.length < 3)) return undefined;
  return {
    message: `expected scalar type Long but found ${scalarTypeName(dtype)}`,
    cause: `Class indices are int64; the target is ${dtype}. (Recent releases say: expected target dtype to be Long or Byte, but got ${scalarTypeName(dtype)}.)`,
    cure: isFloating(dtype)
      ? 'Convert indices with target.long(); class probabilities need the shape of the input.'
      : 'Convert with target.long().',
    at: 'target',
  };
}

/** One weight per class, in the dtype of the input. `prefix` is what `cross_entropy` puts before the message. */
export function checkClassWeight(
  input: Tensor,
  weight: Tensor | null,
  prefix: string,
): LossError | undefined {
  if (!weight) return undefined;
  const { classes } = classLayout(input.shape);
  const spatial = prefix === '' && input.shape.length > 2;
  if (spatial && weight.data.length !== classes)
    return {
      message: 'weight tensor should be defined either for all or no classes',
      cause: `There are ${weight.data.length} weights for ${classes} classes.`,
      cure: `Give a one-dimensional tensor of ${classes} weights.`,
      at: 'weight',
    };
  if (!spatial && (weight.shape.length !== 1 || weight.shape[0] !== classes))
    return {
      message: `${prefix}weight tensor should be defined either for all ${classes} classes or no classes but got weight tensor of shape: ${sizes(weight.shape)}`,
      cure: `Give a one-dimensional tensor of ${classes} weights.`,
      at: 'weight',
    };
  if (weight.dtype === input.dtype) return undefined;
  return {
    message: `expected scalar type ${scalarTypeName(input.dtype)} but found ${scalarTypeName(weight.dtype)}`,
    cause: `The weights are ${weight.dtype}, the input is ${input.dtype}.`,
    cure: 'Convert the weights: weight.to(input.dtype).',
    at: 'weight',
  };
}

function checkRange(input: Tensor, target: Tensor, ignoreIndex: number): LossError | undefined {
  const { classes } = classLayout(input.shape);
  for (let i = 0; i < target.data.length; i++) {
    const index = at(target.data, i);
    if (index === ignoreIndex || (index >= 0 && index < classes)) continue;
    return {
      message: `Target ${index} is out of bounds.`,
      cause: `The input has ${classes} classes, so indices run from 0 to ${classes - 1}; element ${i} of the target is ${index}.`,
      cure:
        index < 0
          ? `Set ignore_index=${index} if these targets are padding.`
          : 'Count the classes of the last layer again, or shift labels that start at 1.',
      at: 'target',
    };
  }
  return undefined;
}
