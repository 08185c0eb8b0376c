import type { Overlap } from '../families/overlap.ts';
import type { Step } from '../loss.ts';
import { latex } from './latex.ts';
import { step } from './step.ts';

/** 1 − (2·TP + above) / (P + T + below); `loss` as it was rounded. */
export const diceStep = (
  { both, predicted, actual }: Overlap,
  above: number,
  below: number,
  loss: number,
): Step =>
  step(
    'One minus twice the overlap over both sizes',
    above === 0
      ? String.raw`\ell = 1 - \frac{2\, TP}{P + T + \varepsilon}`
      : String.raw`\ell = 1 - \frac{2\, TP + s}{P + T + s}`,
    String.raw`1 - \frac{2 \cdot ${latex(both)} + ${latex(above)}}{${latex(predicted)} + ${latex(actual)} + ${latex(below)}}`,
    loss,
  );
