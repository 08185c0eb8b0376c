import type { Step } from '../loss.ts';
import { precisionOf } from '../rounding.ts';
import type { DType } from '../tensor.ts';
import { grouped, latex, listed, vector } from './latex.ts';
import { step } from './step.ts';

interface Form {
  readonly log_target: boolean;
  readonly generalized: boolean;
}

/** The steps to the divergence of a row of log-probabilities x from a row of targets. */
export function optaxKlSteps(
  x: Float64Array,
  target: Float64Array,
  { log_target, generalized }: Form,
  dtype: DType,
): readonly Step[] {
  const { store } = precisionOf(dtype);
  const y = log_target ? target.map((t) => store(Math.exp(t))) : target;
  const logs = log_target ? target : target.map((t) => (t === 0 ? 0 : store(Math.log(t))));
  const differences = logs.map((log, c) => store(log - (x[c] as number)));
  const excess = x.map((log, c) => store(store(Math.exp(log)) - (y[c] as number)));
  const terms = y.map((p, c) =>
    store(store(p * (differences[c] as number)) + (generalized ? (excess[c] as number) : 0)),
  );
  const products = Array.from(
    y,
    (p, c) => String.raw`${latex(p)} \cdot ${grouped(differences[c] as number)}`,
  );
  const probabilities = log_target
    ? [step('Probabilities of the target', 'y_c = e^{t_c}', `e^{${vector(target)}}`, [...y])]
    : [
        step('Log-probabilities of the target', String.raw`\log y_c`, String.raw`\log ${vector(y)}`, [
          ...logs,
        ]),
      ];
  const surplus = generalized
    ? [
        step('What the prediction has more', 'd_c = e^{x_c} - y_c', `e^{${vector(x)}} - ${vector(y)}`, [
          ...excess,
        ]),
      ]
    : [];
  return [
    ...probabilities,
    step(
      'Differences of the log-probabilities',
      String.raw`r_c = \log y_c - x_c`,
      `${vector(logs)} - ${vector(x)}`,
      [...differences],
    ),
    ...surplus,
    step(
      'Weighted by the target, summed over the classes',
      generalized ? String.raw`\ell = \sum_c y_c\, r_c + d_c` : String.raw`\ell = \sum_c y_c\, r_c`,
      listed(products, ' + '),
      store(terms.reduce((a, b) => a + b, 0)),
    ),
  ];
}
