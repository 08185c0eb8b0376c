import { isFloating, promote, scalarTypeName } from '../dtype.ts';
import type { LossError } from '../loss.ts';
import { broadcastShape, sameShape, sizes, torchSize } from '../shape.ts';
import type { Tensor } from '../tensor.ts';

/** PyTorch's refusal to subtract bool tensors, which the losses built from `input - target` pass on. */
export function checkSubtraction(a: Tensor, b: Tensor, at: string): LossError | undefined {
  const bools = [a, b].filter((tensor) => tensor.dtype === 'bool').length;
  if (bools === 0) return undefined;
  return {
    message:
      bools === 2
        ? 'Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or `logical_xor()` operator instead.'
        : 'Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying to invert a mask, use the `~` or `logical_not()` operator instead.',
    cause: 'The loss subtracts the tensors, and bool tensors have no difference.',
    cure: `Convert it: ${at}.float().`,
    at,
  };
}

/** PyTorch's refusal to negate a bool tensor. */
export function checkNegation(target: Tensor): LossError | undefined {
  if (target.dtype !== 'bool') return undefined;
  return {
    message:
      'Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert a mask, use the `~` or `logical_not()` operator instead.',
    cause: 'The loss multiplies by minus the target, which is bool.',
    cure: 'Give 1 and -1 as floats.',
    at: 'target',
  };
}

/** PyTorch's refusal to write the result of both tensors' types into a tensor of the first one's. */
export function checkCast(out: Tensor, other: Tensor, at: string): LossError | undefined {
  const result = promote(out.dtype, other.dtype);
  if (isFloating(out.dtype) || !isFloating(result)) return undefined;
  return {
    message: `result type ${scalarTypeName(result)} can't be cast to the desired output type ${scalarTypeName(out.dtype)}`,
    cause: `${at} is ${out.dtype}.`,
    cure: `Convert it: ${at}.float().`,
    at,
  };
}

/** PyTorch's refusal to let `other` stretch a result that has the shape of `out`. */
export function checkStretch(out: Tensor, other: Tensor, at: string): LossError | undefined {
  const shape = broadcastShape(out.shape, other.shape);
  if (!shape || sameShape(shape, out.shape)) return undefined;
  return {
    message: `output with shape ${sizes(out.shape)} doesn't match the broadcast shape ${sizes(shape)}`,
    cause: `${at} has shape ${torchSize(other.shape)}; the loss has the shape of the input, ${torchSize(out.shape)}.`,
    cure: `Give ${at} a shape that broadcasts to the input's.`,
    at,
  };
}
