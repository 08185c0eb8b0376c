import { at } from '../create.ts';
import {
  type CrossEntropyCall,
  classOf,
  fillCoefficients,
  hasProbabilities,
} from '../families/cross_entropy_rows.ts';
import { readRow, rowsOf } from '../families/softmax_rows.ts';
import type { Step } from '../loss.ts';
import { precisionOf } from '../rounding.ts';
import { grouped, latex, listed, vector } from './latex.ts';
import { ignoredStep, weightStep } from './nll.ts';
import { softmaxSteps } from './softmax.ts';

/** The steps to the loss of row `index`: softmax, the target with its smoothing, −Σ t log p, the class weights. */
export function crossEntropySteps(call: CrossEntropyCall, index: number): readonly Step[] {
  const rows = rowsOf(call.inputs.input);
  const label = hasProbabilities(call) ? undefined : classOf(call, index);
  if (label === undefined && !hasProbabilities(call)) return [ignoredStep(call.options.ignore_index)];
  const logits = readRow(call.inputs.input, rows, index, new Float64Array(rows.classes));
  const { steps, logp } = softmaxSteps(logits, precisionOf(call.dtype), label);
  const target = targetOf(call, index);
  const plain = label !== undefined && call.options.label_smoothing === 0;
  return plain
    ? [...steps, ...indexSteps(call, label, logp)]
    : [...steps, ...smoothingStep(call, target, label), weightedSum(call, target, logp, label)];
}

/** The target row as a distribution after smoothing, without the class weights. */
function targetOf(call: CrossEntropyCall, row: number): Float64Array {
  const rows = rowsOf(call.inputs.input);
  const target = new Float64Array(rows.classes);
  fillCoefficients({ ...call, options: { ...call.options, weight: null } }, rows, row, target);
  return target;
}

function indexSteps(call: CrossEntropyCall, label: number, logp: Float64Array): readonly Step[] {
  const loss = -(logp[label] as number);
  const likelihood: Step = {
    label: 'Negative log-probability of the true class',
    formula: String.raw`\ell = -\log p_y`,
    substituted: String.raw`y = ${label}: \quad -\log ${latex(Math.exp(-loss))}`,
    value: [loss],
  };
  const weight = call.options.weight;
  if (!weight) return [likelihood];
  const w = at(weight.data, label);
  const weighted = weightStep('w_y', w, loss, precisionOf(call.dtype).store(w * loss));
  return [likelihood, weighted];
}

function smoothingStep(
  call: CrossEntropyCall,
  target: Float64Array,
  label: number | undefined,
): readonly Step[] {
  const epsilon = call.options.label_smoothing;
  if (epsilon === 0) return [];
  return [
    {
      label: 'Label smoothing',
      formula: String.raw`t_c = (1 - \varepsilon)\, y_c + \frac{\varepsilon}{C}`,
      substituted: String.raw`\varepsilon = ${latex(epsilon)}, \; C = ${target.length}: \quad ${vector(target, label)}`,
      value: [...target],
    },
  ];
}

function weightedSum(
  call: CrossEntropyCall,
  target: Float64Array,
  logp: Float64Array,
  label: number | undefined,
): Step {
  const weight = call.options.weight;
  const w = (c: number) => (weight ? at(weight.data, c) : 1);
  const terms = Array.from(target, (t, c) => {
    const factor = weight ? String.raw`${grouped(w(c))} \cdot ` : '';
    return String.raw`${factor}${grouped(t)} \cdot ${grouped(logp[c] as number)}`;
  });
  const total = target.reduce((sum, t, c) => sum - w(c) * t * (logp[c] as number), 0);
  return {
    label: weight ? 'Weighted cross-entropy with the target' : 'Cross-entropy with the target',
    formula: weight ? String.raw`\ell = -\sum_c w_c\, t_c \log p_c` : String.raw`\ell = -\sum_c t_c \log p_c`,
    substituted: String.raw`-\left(${listed(terms, ' + ', label)}\right)`,
    value: [precisionOf(call.dtype).store(total)],
  };
}
