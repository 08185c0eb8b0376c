import type { Step } from '../loss.ts';
import { precisionOf } from '../rounding.ts';
import type { DType, Tensor } from '../tensor.ts';
import { differenceStep } from './difference.ts';
import { latex } from './latex.ts';
import { weightStep } from './nll.ts';
import { numbersAt, step } from './step.ts';

interface L1Call {
  readonly inputs: { readonly input: Tensor; readonly target: Tensor };
  readonly options: { readonly weight: Tensor | null };
  readonly dtype: DType;
}

/** The steps to absolute difference `index` of the broadcast tensors. */
export function l1Steps({ inputs: { input, target }, options, dtype }: L1Call, index: number) {
  const { store } = precisionOf(dtype);
  const [x, y] = numbersAt([input, target], index);
  const difference = store(x - y);
  const distance = Math.abs(difference);
  const steps: readonly Step[] = [
    differenceStep(x, y, difference),
    step('Absolute value', String.raw`\ell = |e|`, `|${latex(difference)}|`, distance),
  ];
  if (!options.weight) return steps;
  const [w] = numbersAt([options.weight, input, target], index);
  return [...steps, weightStep('w', w, distance, store(distance * w))];
}
