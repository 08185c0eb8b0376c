import type { Step } from '../loss.ts';
import { grouped, latex } from './latex.ts';
import { step } from './step.ts';

/** The distances of one triplet. */
export interface Triplet {
  readonly near: number;
  readonly far: number;
  /** From the positive to the negative, where the loss swaps. */
  readonly across?: number | undefined;
  readonly least: number;
}

/**
 * The steps to the loss of a triplet.
 * @param norm LaTeX of the distance of u and v
 * @param loss the loss as it was rounded
 */
export function tripletSteps(
  { near, far, across, least }: Triplet,
  margin: number,
  norm: (u: string, v: string) => string,
  loss: number,
): readonly Step[] {
  const distances = [
    step('Distance to the positive', `d_p = ${norm('a', 'p')}`, latex(near), near),
    step('Distance to the negative', `d_n = ${norm('a', 'n')}`, latex(far), far),
  ];
  const swap =
    across === undefined
      ? []
      : [
          step(
            'Distance from the positive to the negative, if that is smaller',
            String.raw`d_n \leftarrow \min\left(d_n, ${norm('p', 'n')}\right)`,
            String.raw`\min(${latex(far)}, ${latex(across)})`,
            least,
          ),
        ];
  return [
    ...distances,
    ...swap,
    step(
      'What the lead of the positive lacks to the margin',
      String.raw`\ell = \max(0, d_p - d_n + m)`,
      String.raw`\max(0, ${latex(near)} - ${latex(least)} + ${grouped(margin)})`,
      loss,
    ),
  ];
}
