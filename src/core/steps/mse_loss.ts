import type { Step } from '../loss.ts';
import { precisionOf } from '../rounding.ts';
import type { DType, Tensor } from '../tensor.ts';
import { differenceStep } from './difference.ts';
import { grouped } from './latex.ts';
import { weightStep } from './nll.ts';
import { numbersAt, step } from './step.ts';

interface MseCall {
  readonly inputs: { readonly input: Tensor; readonly target: Tensor };
  readonly options: { readonly weight: Tensor | null };
  readonly dtype: DType;
}

/** The steps to squared difference `index` of the broadcast tensors. */
export function mseSteps({ inputs: { input, target }, options, dtype }: MseCall, index: number) {
  const { work, store } = precisionOf(dtype);
  const [x, y] = numbersAt([input, target], index);
  const difference = work(x - y);
  const square = store(difference * difference);
  const steps: readonly Step[] = [
    differenceStep(x, y, difference),
    step('Square', String.raw`\ell = e^2`, `${grouped(difference)}^2`, square),
  ];
  if (!options.weight) return steps;
  const [w] = numbersAt([options.weight, input, target], index);
  return [...steps, weightStep('w', w, square, store(square * w))];
}
