import type { Step } from '../loss.ts';
import { precisionOf } from '../rounding.ts';
import type { DType, Tensor } from '../tensor.ts';
import { differenceStep } from './difference.ts';
import { grouped, latex } from './latex.ts';
import { numbersAt, step } from './step.ts';

interface GaussianCall {
  readonly inputs: { readonly input: Tensor; readonly target: Tensor; readonly var: Tensor };
  readonly options: { readonly full: boolean; readonly eps: number };
  readonly dtype: DType;
}

/**
 * The steps to element `index`: the variance held above ε, the squared difference in units of it, the mixture.
 * @param call with a variance that broadcasts to the input
 */
export function gaussianSteps({ inputs, options, dtype }: GaussianCall, index: number): readonly Step[] {
  const { store } = precisionOf(dtype);
  const [x, y, v] = numbersAt([inputs.input, inputs.target, inputs.var], index);
  const variance = store(Math.max(v, options.eps));
  const difference = store(x - y);
  const ratio = store(store(difference * difference) / variance);
  const logarithm = store(Math.log(variance));
  const loss = store(0.5 * store(logarithm + ratio));
  const steps: readonly Step[] = [
    step(
      'Variance, not below ε',
      String.raw`v = \max(\mathrm{var}, \varepsilon)`,
      String.raw`\max(${latex(v)}, ${latex(options.eps)})`,
      variance,
    ),
    differenceStep(x, y, difference),
    step(
      'Squared difference in units of the variance',
      String.raw`r = \frac{e^2}{v}`,
      String.raw`\frac{${grouped(difference)}^2}{${latex(variance)}}`,
      ratio,
    ),
    step(
      'Half of the logarithm of the variance and of that',
      String.raw`\ell = \tfrac{1}{2} (\log v + r)`,
      String.raw`\tfrac{1}{2} (${latex(logarithm)} + ${latex(ratio)})`,
      loss,
    ),
  ];
  return options.full ? [...steps, constantStep(loss, store(loss + HALF_LOG_2_PI))] : steps;
}

const HALF_LOG_2_PI = 0.5 * Math.log(2 * Math.PI);

const constantStep = (loss: number, value: number): Step =>
  step(
    'Full likelihood',
    String.raw`\ell \leftarrow \ell + \tfrac{1}{2} \log 2 \pi`,
    `${latex(loss)} + ${latex(HALF_LOG_2_PI)}`,
    value,
  );
