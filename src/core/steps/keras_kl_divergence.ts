import type { Step } from '../loss.ts';
import { precisionOf } from '../rounding.ts';
import type { DType } from '../tensor.ts';
import { grouped, latex, listed, vector } from './latex.ts';
import { step } from './step.ts';

/** The steps to the KL divergence of two rows that are already held between 1e-7 and 1. */
export function klSteps(believed: Float64Array, happened: Float64Array, dtype: DType): readonly Step[] {
  const { store } = precisionOf(dtype);
  const ratios = happened.map((y, c) => store(Math.log(store(y / (believed[c] as number)))));
  const terms = happened.map((y, c) => store(y * (ratios[c] as number)));
  const products = Array.from(
    happened,
    (y, c) => String.raw`${latex(y)} \cdot ${grouped(ratios[c] as number)}`,
  );
  return [
    step(
      'Prediction held between 1e-7 and 1',
      String.raw`x_c \leftarrow \mathrm{clip}(x_c, 10^{-7}, 1)`,
      vector(believed),
      [...believed],
    ),
    step(
      'Target held likewise',
      String.raw`y_c \leftarrow \mathrm{clip}(y_c, 10^{-7}, 1)`,
      vector(happened),
      [...happened],
    ),
    step(
      'Logarithm of each ratio',
      String.raw`r_c = \log \frac{y_c}{x_c}`,
      String.raw`\log \left( ${vector(happened)} \,/\, ${vector(believed)} \right)`,
      [...ratios],
    ),
    step(
      'Weighted by the target, summed over the classes',
      String.raw`\ell = \sum_c y_c\, r_c`,
      listed(products, ' + '),
      store(terms.reduce((a, b) => a + b, 0)),
    ),
  ];
}
