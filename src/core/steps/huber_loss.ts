import type { Step } from '../loss.ts';
import { precisionOf } from '../rounding.ts';
import type { DType, Tensor } from '../tensor.ts';
import { differenceStep } from './difference.ts';
import { grouped, latex } from './latex.ts';
import { weightStep } from './nll.ts';
import { numbersAt, step } from './step.ts';

interface HuberCall {
  readonly inputs: { readonly input: Tensor; readonly target: Tensor };
  readonly options: { readonly delta: number; readonly weight?: Tensor | null };
  readonly dtype: DType;
}

/** The steps to element `index`: the difference, the parabola or the line, the weight. */
export function huberSteps({ inputs: { input, target }, options, dtype }: HuberCall, index: number) {
  const { work, store } = precisionOf(dtype);
  const [x, y] = numbersAt([input, target], index);
  const difference = work(x - y);
  const loss = store(huber(Math.abs(difference), options.delta, work));
  const steps: readonly Step[] = [
    differenceStep(x, y, difference),
    pieceStep(difference, options.delta, loss),
  ];
  if (!options.weight) return steps;
  const [w] = numbersAt([options.weight, input, target], index);
  return [...steps, weightStep('w', w, loss, store(loss * w))];
}

const huber = (distance: number, delta: number, work: (x: number) => number): number =>
  distance <= delta ? work(0.5 * distance) * distance : delta * work(distance - 0.5 * delta);

/** ½e² within δ, δ(|e| − δ/2) beyond it. */
export const pieceStep = (difference: number, delta: number, loss: number): Step =>
  Math.abs(difference) <= delta
    ? step(
        'Within δ: the parabola',
        String.raw`\ell = \tfrac{1}{2} e^2`,
        String.raw`\tfrac{1}{2} \cdot ${grouped(difference)}^2`,
        loss,
      )
    : step(
        'Beyond δ: the line',
        String.raw`\ell = \delta \left( |e| - \tfrac{\delta}{2} \right)`,
        String.raw`${latex(delta)} \cdot \left( ${latex(Math.abs(difference))} - \tfrac{${latex(delta)}}{2} \right)`,
        loss,
      );
