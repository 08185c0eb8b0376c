import { at } from '../create.ts';
import { isFloating, scalarTypeName } from '../dtype.ts';
import type { LossError } from '../loss.ts';
import { sameShape, torchSize } from '../shape.ts';
import type { Tensor } from '../tensor.ts';
import { checkBroadcast } from './elementwise.ts';
import { checkStretch } from './operator_checks.ts';

/** What `binary_cross_entropy` refuses, in PyTorch's words. */
export function checkProbabilityTarget(
  input: Tensor,
  target: Tensor,
  weight: Tensor | null,
): LossError | undefined {
  if (!sameShape(input.shape, target.shape))
    return {
      message: `Using a target size (${torchSize(target.shape)}) that is different to the input size (${torchSize(input.shape)}) is deprecated. Please ensure they have the same size.`,
      ...shapeAdvice(input, target),
    };
  return checkWeight(target, weight) ?? checkSameDType(input, target) ?? checkUnitInterval(input);
}

function checkSameDType(input: Tensor, target: Tensor): LossError | undefined {
  if (input.dtype !== target.dtype) {
    const at = isFloating(input.dtype) ? 'target' : 'input';
    return {
      message: `Found dtype ${scalarTypeName(target.dtype)} but expected ${scalarTypeName(input.dtype)}`,
      cause: `The target is ${target.dtype}, the input is ${input.dtype}.`,
      cure:
        at === 'target' ? 'Convert the target: target.to(input.dtype).' : 'Convert the input: input.float().',
      at,
    };
  }
  if (isFloating(input.dtype)) return undefined;
  return {
    message: `"binary_cross_entropy" not implemented for '${scalarTypeName(input.dtype)}'`,
    cause: `Probabilities are real numbers; the input is ${input.dtype}.`,
    cure: 'Convert the input: input.float().',
    at: 'input',
  };
}

function checkWeight(like: Tensor, weight: Tensor | null): LossError | undefined {
  if (!weight) return undefined;
  return checkBroadcast(like, weight, 'weight') ?? checkStretch(like, weight, 'weight');
}

function checkUnitInterval(input: Tensor): LossError | undefined {
  for (let i = 0; i < input.data.length; i++) {
    const x = at(input.data, i);
    if (x >= 0 && x <= 1) continue;
    return {
      message: 'all elements of input should be between 0 and 1',
      cause: `Element ${i} is ${x}: ${Number.isNaN(x) ? 'an earlier step produced NaN.' : 'no probability. Raw scores (logits) look like this.'}`,
      cure: 'Use binary_cross_entropy_with_logits on raw scores, or apply sigmoid first.',
      at: 'input',
    };
  }
  return undefined;
}

/** What `binary_cross_entropy_with_logits` refuses, in PyTorch's words. */
export function checkLogitTarget(
  input: Tensor,
  target: Tensor,
  weight: Tensor | null,
  posWeight: Tensor | null,
): LossError | undefined {
  if (!sameShape(input.shape, target.shape))
    return {
      message: `Target size (${torchSize(target.shape)}) must be the same as input size (${torchSize(input.shape)})`,
      ...shapeAdvice(input, target),
    };
  return checkTargetDType(input, target) ?? checkPosWeight(input, posWeight) ?? checkWeight(input, weight);
}

function shapeAdvice(input: Tensor, target: Tensor): Pick<LossError, 'cause' | 'cure' | 'at'> {
  const rank = input.shape.length;
  const cause = `The input has shape ${torchSize(input.shape)}, the target ${torchSize(target.shape)}.`;
  const column = rank === target.shape.length + 1 && input.shape[rank - 1] === 1;
  const cure = column
    ? `Drop the input's last axis with input.squeeze(${rank - 1}), or add one to the target with target.unsqueeze(${rank - 1}).`
    : 'Give one target for each element of the input.';
  return { cause, cure, at: 'target' };
}

function checkTargetDType(input: Tensor, target: Tensor): LossError | undefined {
  if (target.dtype === 'bool')
    return {
      message:
        'Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or `logical_xor()` operator instead.',
      cause: 'The target is bool; the loss computes 1 - target.',
      cure: 'Convert the target: target.float().',
      at: 'target',
    };
  if (!isFloating(input.dtype))
    return {
      message: `"log_sigmoid_cpu" not implemented for '${scalarTypeName(input.dtype)}'`,
      cause: `Logits are real numbers; the input is ${input.dtype}.`,
      cure: 'Convert the input: input.float().',
      at: 'input',
    };
  if (isFloating(target.dtype)) return undefined;
  return {
    message: `result type ${scalarTypeName(input.dtype)} can't be cast to the desired output type ${scalarTypeName(target.dtype)}`,
    cause: `The target is ${target.dtype}.`,
    cure: 'Convert the target: target.float().',
    at: 'target',
  };
}

function checkPosWeight(input: Tensor, posWeight: Tensor | null): LossError | undefined {
  if (!posWeight) return undefined;
  const error = checkBroadcast(posWeight, input, 'pos_weight');
  if (error)
    return {
      ...error,
      cure: 'pos_weight meets the last axis first: (C) for (N, C), (C, 1, 1) for (N, C, H, W).',
    };
  return checkStretch(input, posWeight, 'pos_weight');
}
