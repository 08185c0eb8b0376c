import { at } from '../create.ts';
import type { Elements, LossError } from '../loss.ts';
import { sameShape } from '../shape.ts';
import type { Tensor } from '../tensor.ts';
import { checkBroadcast, checkFloating, elementsOf } from './elementwise.ts';
import { learned } from './specs.ts';

/** The two tensors of a regression loss. */
export const pairInputs = [
  learned('input', 'prediction', ['reals', 'probabilities'], 'predictions of any shape'),
  learned(
    'target',
    'target',
    ['reals', 'one-hot', 'probabilities'],
    'true values, shaped as the predictions',
  ),
] as const;

/** What the regression losses refuse, in PyTorch's words. Shapes that broadcast pass, with PyTorch's warning only. */
export function checkPair(
  kernel: string,
  input: Tensor,
  target: Tensor,
  weight: Tensor | null = null,
): LossError | undefined {
  if (weight && !sameShape(weight.shape, input.shape))
    return {
      message: 'Weights and input must have the same size.',
      cure: 'Give one weight per element of the input.',
      at: 'weight',
    };
  return checkFloating(kernel, input, target, 'input') ?? checkBroadcast(input, target, 'target');
}

/** Elements already weighted: their mean divides by the sum of the weights. */
export function weightedElements(losses: Tensor, weight: Tensor | null): Elements {
  if (!weight) return elementsOf(losses);
  let divisor = 0;
  for (let i = 0; i < weight.data.length; i++) divisor += at(weight.data, i);
  return { losses, divisor };
}
