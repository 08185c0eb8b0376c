import { commonShape } from '../families/elementwise.ts';
import type { Step } from '../loss.ts';
import { logSigmoid } from '../numerics.ts';
import { precisionOf } from '../rounding.ts';
import type { DType, Tensor } from '../tensor.ts';
import { latex, listed, vector } from './latex.ts';
import { numbersAt, step } from './step.ts';

interface SoftMarginCall {
  readonly inputs: { readonly input: Tensor; readonly target: Tensor };
  readonly options: { readonly weight: Tensor | null };
  readonly dtype: DType;
}

/** The steps to row `index`: the log-probability of what is true for each class, the weights, the mean. */
export function multilabelSoftMarginSteps(
  { inputs: { input, target }, options: { weight }, dtype }: SoftMarginCall,
  index: number,
): readonly Step[] {
  const { work, store } = precisionOf(dtype);
  const tensors = [input, target, ...(weight ? [weight] : [])];
  const classes = commonShape(tensors).at(-1) ?? 1;
  const columns = Array.from({ length: classes }, (_, c) => numbersAt(tensors, index * classes + c));
  const [x, y, w] = [0, 1, 2].map((k) => columns.map((column) => column[k] ?? 1)) as [
    number[],
    number[],
    number[],
  ];
  const hits = x.map((each) => store(logSigmoid(each)));
  const misses = x.map((each) => store(logSigmoid(-each)));
  const losses = x.map((_, c) => {
    const t = y[c] as number;
    const mixed = store(store(t * (hits[c] as number)) + store(store(1 - t) * (misses[c] as number)));
    return store(-mixed * (w[c] as number));
  });
  const symbol = weight ? String.raw`w_c\, ` : '';
  return [
    step(
      'Log-probability of yes',
      String.raw`a_c = \log \sigma(x_c)`,
      String.raw`\log \sigma ${vector(x)}`,
      hits,
    ),
    step(
      'Log-probability of no',
      String.raw`b_c = \log \sigma(-x_c)`,
      String.raw`\log \sigma \left(-${vector(x)}\right)`,
      misses,
    ),
    step(
      weight ? 'Mixed by the target, weighted' : 'Mixed by the target',
      String.raw`\ell_c = -${symbol}\left(y_c\, a_c + (1 - y_c)\, b_c\right)`,
      String.raw`y = ${vector(y)}${weight ? String.raw`, \; w = ${vector(w)}` : ''}`,
      losses,
    ),
    step(
      'Mean over the classes',
      String.raw`\ell = \frac{1}{C} \sum_c \ell_c`,
      String.raw`\frac{1}{${classes}} \left( ${listed(losses.map(latex), ' + ')} \right)`,
      store(work(losses.reduce((a, b) => a + b, 0)) / classes),
    ),
  ];
}
