import type { Step } from '../loss.ts';
import { precisionOf } from '../rounding.ts';
import type { DType, Tensor } from '../tensor.ts';
import { signedScoreStep } from './hinge_loss.ts';
import { latex } from './latex.ts';
import { numbersAt, step } from './step.ts';

interface SignCall {
  readonly inputs: { readonly input: Tensor; readonly target: Tensor };
  readonly dtype: DType;
}

/** The steps to element `index`, in the order in which PyTorch computes it: e^{−yx} overflows before the logarithm. */
export function softMarginSteps(
  { inputs: { input, target }, dtype }: SignCall,
  index: number,
): readonly Step[] {
  const { store } = precisionOf(dtype);
  const [x, y] = numbersAt([input, target], index);
  const score = store(-y * x);
  const exponential = store(Math.exp(score));
  return [
    signedScoreStep(x, y, 0 - score),
    step('Exponential', 'e = e^{-s}', `e^{${latex(score)}}`, exponential),
    step(
      'Logarithm',
      String.raw`\ell = \log(1 + e)`,
      String.raw`\log(1 + ${latex(exponential)})`,
      store(Math.log1p(exponential)),
    ),
  ];
}
