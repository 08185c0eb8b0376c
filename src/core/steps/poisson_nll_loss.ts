import type { Step } from '../loss.ts';
import { precisionOf, type Round } from '../rounding.ts';
import type { DType, Tensor } from '../tensor.ts';
import { grouped, latex } from './latex.ts';
import { numbersAt, step } from './step.ts';

interface PoissonCall {
  readonly inputs: { readonly input: Tensor; readonly target: Tensor };
  readonly options: { readonly log_input: boolean; readonly full: boolean; readonly eps: number };
  readonly dtype: DType;
}

/** The steps to element `index`: the rate, the count times its logarithm, the constant log y! if asked for. */
export function poissonSteps(
  { inputs: { input, target }, options, dtype }: PoissonCall,
  index: number,
): readonly Step[] {
  const { store } = precisionOf(dtype);
  const [x, y] = numbersAt([input, target], index);
  const steps = options.log_input ? ofLogarithm(x, y, store) : ofRate(x, y, options.eps, store);
  const loss = steps.at(-1)?.value[0] ?? Number.NaN;
  return options.full ? [...steps, ...constantSteps(y, loss, store)] : steps;
}

function ofLogarithm(x: number, y: number, store: Round): readonly Step[] {
  const rate = store(Math.exp(x));
  return [
    step('Rate', String.raw`\lambda = e^x`, `e^{${latex(x)}}`, rate),
    step(
      'Rate minus the count times its logarithm',
      String.raw`\ell = \lambda - y\, x`,
      String.raw`${latex(rate)} - ${grouped(y)} \cdot ${grouped(x)}`,
      store(rate - store(y * x)),
    ),
  ];
}

function ofRate(x: number, y: number, eps: number, store: Round): readonly Step[] {
  const logarithm = store(Math.log(store(x + eps)));
  return [
    step(
      'Logarithm of the rate',
      String.raw`\log(x + \varepsilon)`,
      String.raw`\log(${latex(x)} + ${latex(eps)})`,
      logarithm,
    ),
    step(
      'Rate minus the count times its logarithm',
      String.raw`\ell = x - y \log(x + \varepsilon)`,
      String.raw`${latex(x)} - ${grouped(y)} \cdot ${grouped(logarithm)}`,
      store(x - store(y * logarithm)),
    ),
  ];
}

function constantSteps(y: number, loss: number, store: Round): readonly Step[] {
  const constant = store(y > 1 ? y * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI * y) : 0);
  const stirling =
    y > 1
      ? step(
          "Stirling's approximation of log y!",
          String.raw`s = y \log y - y + \tfrac{1}{2} \log 2 \pi y`,
          String.raw`${latex(y)} \log ${latex(y)} - ${latex(y)} + \tfrac{1}{2} \log(2 \pi \cdot ${latex(y)})`,
          constant,
        )
      : step('log y!', String.raw`s = 0 \quad \text{for } y \le 1`, `y = ${latex(y)}`, constant);
  return [
    stirling,
    step(
      'Full likelihood',
      String.raw`\ell \leftarrow \ell + s`,
      `${latex(loss)} + ${grouped(constant)}`,
      store(loss + constant),
    ),
  ];
}
