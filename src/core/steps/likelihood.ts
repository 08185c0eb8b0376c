import { at } from '../create.ts';
import type { LikelihoodCall } from '../families/log_likelihood.ts';
import { readRow, rowsOf } from '../families/softmax_rows.ts';
import type { Step } from '../loss.ts';
import { precisionOf } from '../rounding.ts';
import { latex } from './latex.ts';
import { ignoredStep } from './nll.ts';
import { softmaxSteps } from './softmax.ts';

type Last = (logp: number, p: number) => Step;

/** Softmax, −log p of the true class, then what the loss makes of it. */
function afterSoftmax(call: LikelihoodCall, index: number, last?: Last): readonly Step[] {
  const { input, target } = call.inputs;
  const label = at(target.data, index);
  if (label === call.options.ignore_index) return [ignoredStep(label)];
  const rows = rowsOf(input);
  const logits = readRow(input, rows, index, new Float64Array(rows.classes));
  const { steps, logp } = softmaxSteps(logits, precisionOf(call.dtype), label);
  const log = logp[label] as number;
  const likelihood: Step = {
    label: 'Negative log-probability of the true class',
    formula: String.raw`\ell = -\log p_y`,
    substituted: String.raw`y = ${label}: \quad -\log ${latex(Math.exp(log))}`,
    value: [-log],
  };
  return last ? [...steps, likelihood, last(log, Math.exp(log))] : [...steps, likelihood];
}

interface Poly1Call extends LikelihoodCall {
  readonly options: { readonly ignore_index: number; readonly epsilon: number };
}

/** The steps to row `index` of poly-1 cross-entropy. */
export function poly1Steps(call: Poly1Call, index: number): readonly Step[] {
  const { epsilon } = call.options;
  const { store } = precisionOf(call.dtype);
  return afterSoftmax(call, index, (logp, p) => ({
    label: 'Add what the true class lacks to 1',
    formula: String.raw`\ell = -\log p_y + \varepsilon\, (1 - p_y)`,
    substituted: String.raw`${latex(-logp)} + ${latex(epsilon)} \cdot (1 - ${latex(p)})`,
    value: [store(store(epsilon * store(-Math.expm1(logp))) - logp)],
  }));
}

interface GeneralizedCall extends LikelihoodCall {
  readonly options: { readonly ignore_index: number; readonly q: number };
}

/** The steps to row `index` of generalised cross-entropy. */
export function generalizedSteps(call: GeneralizedCall, index: number): readonly Step[] {
  const { q } = call.options;
  const { store } = precisionOf(call.dtype);
  return afterSoftmax(call, index, (logp, p) => ({
    label: 'Power between logarithm and line',
    formula: String.raw`\ell = \frac{1 - p_y^{\,q}}{q}`,
    substituted: String.raw`\frac{1 - ${latex(p)}^{${latex(q)}}}{${latex(q)}}`,
    value: [store(store(-Math.expm1(q * logp)) / q)],
  }));
}

/** The steps to row `index` of perplexity, before the mean and the exponential. */
export const perplexitySteps = (call: LikelihoodCall, index: number): readonly Step[] =>
  afterSoftmax(call, index);
