import type { HeldRow } from '../families/keras_rows.ts';
import type { Step } from '../loss.ts';
import type { Precision } from '../rounding.ts';
import { grouped, latex, listed, vector } from './latex.ts';
import { step } from './step.ts';

/** What Keras does with a row of probabilities before it takes logarithms: divide by the sum, hold between ε and 1 − ε. */
export const holdingSteps = (row: Float64Array, { shares, held, sum }: HeldRow): readonly Step[] => [
  step('Sum of the row', String.raw`S = \sum_c p_c`, listed(Array.from(row, grouped), ' + '), sum),
  step(
    'Divided by their sum',
    String.raw`q_c = \frac{p_c}{S}`,
    String.raw`\frac{1}{${latex(sum)}} ${vector(row)}`,
    [...shares],
  ),
  step(
    'Held between 1e-7 and 1 − 1e-7',
    String.raw`q_c \leftarrow \mathrm{clip}(q_c, 10^{-7}, 1 - 10^{-7})`,
    vector(shares),
    [...held],
  ),
];

/** The softmax that comes first where the predictions are logits. */
export const probabilitiesStep = (row: Float64Array, p: Float64Array): Step =>
  step('Softmax', String.raw`p = \mathrm{softmax}(z)`, String.raw`\mathrm{softmax}${vector(row)}`, [...p]);

/** The target after label smoothing; nothing without smoothing. */
export const targetStep = (target: Float64Array, smoothing: number): readonly Step[] =>
  smoothing === 0
    ? []
    : [
        step(
          'Label smoothing',
          String.raw`y_c \leftarrow (1 - \varepsilon)\, y_c + \frac{\varepsilon}{C}`,
          String.raw`\varepsilon = ${latex(smoothing)}, \; C = ${target.length}`,
          [...target],
        ),
      ];

/** −Σ y_c log q_c, given the logarithms. */
export function sumStep(target: Float64Array, logs: ArrayLike<number>, { store }: Precision): Step {
  const terms = Array.from(target, (t, c) => String.raw`${latex(t)} \cdot ${grouped(logs[c] as number)}`);
  return step(
    'Cross-entropy with the target',
    String.raw`\ell = -\sum_c y_c \log p_c`,
    String.raw`-\left( ${listed(terms, ' + ')} \right)`,
    store(target.reduce((sum, t, c) => sum - t * (logs[c] as number), 0)),
  );
}
