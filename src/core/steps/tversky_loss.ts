import type { Overlap } from '../families/overlap.ts';
import type { Step } from '../loss.ts';
import { grouped, latex } from './latex.ts';
import { step } from './step.ts';

/** What the two kinds of error cost, and what is added above and below the line. */
export interface Prices {
  readonly falsePositive: number;
  readonly falseNegative: number;
  readonly above: number;
  readonly below: number;
}

/** False positives, false negatives, and the index; `loss` as it was rounded. */
export function tverskySteps(
  { both, predicted, actual }: Overlap,
  { falsePositive, falseNegative, above, below }: Prices,
  loss: number,
): readonly Step[] {
  const [alarms, misses] = [predicted - both, actual - both];
  const added = above === 0 ? '' : ` + ${latex(above)}`;
  return [
    step('False positives', 'FP = P - TP', `${latex(predicted)} - ${grouped(both)}`, alarms),
    step('False negatives', 'FN = T - TP', `${latex(actual)} - ${grouped(both)}`, misses),
    step(
      'One minus the overlap over itself and the priced errors',
      String.raw`\ell = 1 - \frac{TP${above === 0 ? '' : ' + s'}}{TP + c_{FP}\, FP + c_{FN}\, FN + ${above === 0 ? String.raw`\varepsilon` : 's'}}`,
      String.raw`1 - \frac{${latex(both)}${added}}{${latex(both)} + ${latex(falsePositive)} \cdot ${grouped(alarms)} + ${latex(falseNegative)} \cdot ${grouped(misses)} + ${latex(below)}}`,
      loss,
    ),
  ];
}
