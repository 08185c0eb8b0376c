import type { Step } from '../loss.ts';
import { precisionOf } from '../rounding.ts';
import type { DType, Tensor } from '../tensor.ts';
import { grouped, latex } from './latex.ts';
import { numbersAt, step } from './step.ts';

interface SignCall {
  readonly inputs: { readonly input: Tensor; readonly target: Tensor };
  readonly dtype: DType;
}

/** How far a score lies on the right side: y·x. */
export const signedScoreStep = (x: number, y: number, value: number): Step =>
  step('Score on its right side', String.raw`s = y\, x`, String.raw`${latex(y)} \cdot ${grouped(x)}`, value);

/** The steps to the hinge of element `index`. */
export function hingeSteps({ inputs: { input, target }, dtype }: SignCall, index: number): readonly Step[] {
  const { store } = precisionOf(dtype);
  const [x, y] = numbersAt([input, target], index);
  const score = store(y * x);
  return [
    signedScoreStep(x, y, score),
    step(
      'What it lacks to 1',
      String.raw`\ell = \max(0, 1 - s)`,
      String.raw`\max(0, 1 - ${grouped(score)})`,
      store(Math.max(0, 1 - score)),
    ),
  ];
}
