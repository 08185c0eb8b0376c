import type { Step } from '../loss.ts';
import { precisionOf } from '../rounding.ts';
import type { DType, Tensor } from '../tensor.ts';
import { differenceStep } from './difference.ts';
import { grouped, latex } from './latex.ts';
import { numbersAt, step } from './step.ts';

interface SmoothL1Call {
  readonly inputs: { readonly input: Tensor; readonly target: Tensor };
  readonly options: { readonly beta: number };
  readonly dtype: DType;
}

/** The steps to element `index`: the difference, then the parabola or the line, whichever it falls on. */
export function smoothL1Steps(
  { inputs: { input, target }, options: { beta }, dtype }: SmoothL1Call,
  index: number,
): readonly Step[] {
  const { work, store } = precisionOf(dtype);
  const [x, y] = numbersAt([input, target], index);
  const difference = work(x - y);
  const distance = Math.abs(difference);
  const last =
    distance < beta
      ? step(
          'Within β: the parabola',
          String.raw`\ell = \frac{e^2}{2 \beta}`,
          String.raw`\frac{${grouped(difference)}^2}{2 \cdot ${latex(beta)}}`,
          store(work(work(0.5 * distance) * distance) / beta),
        )
      : step(
          'Beyond β: the line',
          String.raw`\ell = |e| - \frac{\beta}{2}`,
          String.raw`${latex(distance)} - \frac{${latex(beta)}}{2}`,
          store(distance - 0.5 * beta),
        );
  return [differenceStep(x, y, difference), last];
}
