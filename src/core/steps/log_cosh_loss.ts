import type { Step } from '../loss.ts';
import { softplus } from '../numerics.ts';
import { precisionOf } from '../rounding.ts';
import type { DType, Tensor } from '../tensor.ts';
import { differenceStep } from './difference.ts';
import { latex } from './latex.ts';
import { numbersAt, step } from './step.ts';

interface PairCall {
  readonly inputs: { readonly input: Tensor; readonly target: Tensor };
  readonly dtype: DType;
}

/** The steps to element `index`: the difference, then log cosh in the form that cannot overflow. */
export function logCoshSteps({ inputs: { input, target }, dtype }: PairCall, index: number): readonly Step[] {
  const { work, store } = precisionOf(dtype);
  const [x, y] = numbersAt([input, target], index);
  const difference = work(x - y);
  const distance = Math.abs(difference);
  const bend = work(softplus(-2 * distance));
  return [
    differenceStep(x, y, difference),
    step(
      'What the bend adds',
      String.raw`b = \log\left(1 + e^{-2|e|}\right)`,
      String.raw`\log\left(1 + e^{-2 \cdot ${latex(distance)}}\right)`,
      bend,
    ),
    step(
      'Logarithm of the hyperbolic cosine',
      String.raw`\ell = \log \cosh e = |e| + b - \log 2`,
      String.raw`${latex(distance)} + ${latex(bend)} - ${latex(Math.LN2)}`,
      store(work(distance + bend) - Math.LN2),
    ),
  ];
}
