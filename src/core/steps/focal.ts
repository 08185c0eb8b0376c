import { at } from '../create.ts';
import { readRow, rowsOf } from '../families/softmax_rows.ts';
import type { Step } from '../loss.ts';
import { logSigmoid, sigmoid } from '../numerics.ts';
import { precisionOf } from '../rounding.ts';
import type { DType, Tensor } from '../tensor.ts';
import { latex } from './latex.ts';
import { ignoredStep, weightStep } from './nll.ts';
import { softmaxSteps } from './softmax.ts';

interface SigmoidFocalCall {
  readonly inputs: { readonly inputs: Tensor; readonly targets: Tensor };
  readonly options: { readonly alpha: number; readonly gamma: number };
  readonly dtype: DType;
}

/** The steps to one element of the sigmoid focal loss. */
export function sigmoidFocalSteps(
  { inputs, options, dtype }: SigmoidFocalCall,
  index: number,
): readonly Step[] {
  const { store } = precisionOf(dtype);
  const x = at(inputs.inputs.data, index);
  const y = at(inputs.targets.data, index);
  const p = store(sigmoid(x));
  const truth = store(p * y + (1 - p) * (1 - y));
  const crossEntropy = store((1 - y) * x - logSigmoid(x));
  const head: readonly Step[] = [
    {
      label: 'Probability',
      formula: String.raw`\sigma(x) = \frac{1}{1 + e^{-x}}`,
      substituted: String.raw`\frac{1}{1 + e^{${latex(-x)}}}`,
      value: [p],
    },
    {
      label: 'Probability of what is true',
      formula: String.raw`p_t = y\, \sigma + (1 - y)(1 - \sigma)`,
      substituted: String.raw`${latex(y)} \cdot ${latex(p)} + (1 - ${latex(y)}) \cdot (1 - ${latex(p)})`,
      value: [truth],
    },
    {
      label: 'Binary cross-entropy',
      formula: String.raw`\mathrm{ce} = -\log p_t`,
      substituted: String.raw`-\log ${latex(truth)}`,
      value: [crossEntropy],
    },
  ];
  const focused = focusSteps(truth, options.gamma, crossEntropy, store);
  if (options.alpha < 0) return [...head, ...focused.steps];
  const alpha = store(options.alpha * y + (1 - options.alpha) * (1 - y));
  return [
    ...head,
    ...focused.steps,
    weightStep(String.raw`\alpha_t`, alpha, focused.loss, store(alpha * focused.loss)),
  ];
}

interface SoftmaxFocalCall {
  readonly inputs: { readonly input: Tensor; readonly target: Tensor };
  readonly options: { readonly alpha: Tensor | null; readonly gamma: number; readonly ignore_index: number };
  readonly dtype: DType;
}

/** The steps to one row of the softmax focal loss. */
export function softmaxFocalSteps(
  { inputs, options, dtype }: SoftmaxFocalCall,
  index: number,
): readonly Step[] {
  const label = at(inputs.target.data, index);
  if (label === options.ignore_index) return [ignoredStep(label)];
  const precision = precisionOf(dtype);
  const rows = rowsOf(inputs.input);
  const logits = readRow(inputs.input, rows, index, new Float64Array(rows.classes));
  const { steps, logp } = softmaxSteps(logits, precision, label);
  const log = logp[label] as number;
  const p = precision.store(Math.exp(log));
  const likelihood: Step = {
    label: 'Negative log-probability of the true class',
    formula: String.raw`\mathrm{ce} = -\log p_y`,
    substituted: String.raw`y = ${label}: \quad -\log ${latex(p)}`,
    value: [-log],
  };
  const focused = focusSteps(p, options.gamma, -log, precision.store);
  const all = [...steps, likelihood, ...focused.steps];
  if (!options.alpha) return all;
  const alpha = at(options.alpha.data, label);
  return [
    ...all,
    weightStep(String.raw`\alpha_y`, alpha, focused.loss, precision.store(alpha * focused.loss)),
  ];
}

function focusSteps(p: number, gamma: number, crossEntropy: number, store: (x: number) => number) {
  const factor = store(store(1 - p) ** gamma);
  const loss = store(factor * crossEntropy);
  const steps: readonly Step[] = [
    {
      label: 'Focus: how little is known already',
      formula: String.raw`(1 - p)^{\gamma}`,
      substituted: `(1 - ${latex(p)})^{${latex(gamma)}}`,
      value: [factor],
    },
    {
      label: 'Focal loss',
      formula: String.raw`\ell = (1 - p)^{\gamma}\, \mathrm{ce}`,
      substituted: String.raw`${latex(factor)} \cdot ${latex(crossEntropy)}`,
      value: [loss],
    },
  ];
  return { steps, loss };
}
