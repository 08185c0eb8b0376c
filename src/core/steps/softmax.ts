import type { Step } from '../loss.ts';
import type { Precision } from '../rounding.ts';
import { grouped, latex, listed, vector } from './latex.ts';

/** The steps from a row of logits to its log-probabilities, each rounded as the kernel rounds it. */
export function softmaxSteps(
  logits: Float64Array,
  { work, store }: Precision,
  keep?: number,
): { readonly steps: readonly Step[]; readonly logp: Float64Array } {
  const max = logits.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const shifted = logits.map((z) => work(z - max));
  const exps = shifted.map((s) => work(Math.exp(s)));
  const sum = work(exps.reduce((a, b) => a + b, 0));
  const logSum = work(Math.log(sum));
  const logp = shifted.map((s) => store(s - logSum));
  const list = (f: (x: number) => string, of: Float64Array) =>
    String.raw`\left[${listed(Array.from(of, f), String.raw`,\; `, keep)}\right]`;
  const steps: readonly Step[] = [
    {
      label: 'Shift by the maximum',
      formula: String.raw`s_c = z_c - \max_j z_j`,
      substituted: list((z) => `${latex(z)} - ${grouped(max)}`, logits),
      value: [...shifted],
    },
    {
      label: 'Exponentiate',
      formula: 'e_c = e^{s_c}',
      substituted: list((s) => `e^{${latex(s)}}`, shifted),
      value: [...exps],
    },
    {
      label: 'Sum',
      formula: String.raw`S = \sum_c e_c`,
      substituted: listed(Array.from(exps, latex), ' + ', keep),
      value: [sum],
    },
    {
      label: 'Probabilities',
      formula: String.raw`p_c = \frac{e_c}{S}`,
      substituted: String.raw`\frac{1}{${latex(sum)}} ${vector(exps, keep)}`,
      value: Array.from(exps, (e) => store(e / sum)),
    },
    {
      label: 'Log-probabilities',
      formula: String.raw`\log p_c = s_c - \log S`,
      substituted: list((s) => `${latex(s)} - ${grouped(logSum)}`, shifted),
      value: [...logp],
    },
  ];
  return { steps, logp };
}
