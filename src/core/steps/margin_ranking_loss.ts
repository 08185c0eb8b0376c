import type { Step } from '../loss.ts';
import { precisionOf } from '../rounding.ts';
import type { DType, Tensor } from '../tensor.ts';
import { grouped, latex } from './latex.ts';
import { numbersAt, step } from './step.ts';

interface RankingCall {
  readonly inputs: { readonly input1: Tensor; readonly input2: Tensor; readonly target: Tensor };
  readonly options: { readonly margin: number };
  readonly dtype: DType;
}

/** The steps to pair `index`: the lead of the first score, and what it lacks to the margin. */
export function marginRankingSteps(
  { inputs: { input1, input2, target }, options: { margin }, dtype }: RankingCall,
  index: number,
): readonly Step[] {
  const { store } = precisionOf(dtype);
  const [a, b, y] = numbersAt([input1, input2, target], index);
  const lead = store(a - b);
  return [
    step('Lead of the first', 'd = x_1 - x_2', `${latex(a)} - ${grouped(b)}`, lead),
    step(
      'What the lead lacks to the margin, on the side of the target',
      String.raw`\ell = \max(0, -y\, d + m)`,
      String.raw`\max(0, -${grouped(y)} \cdot ${grouped(lead)} + ${grouped(margin)})`,
      store(Math.max(0, store(-y * lead) + margin)),
    ),
  ];
}
