import { at } from '../create.ts';
import { rowsOf } from '../families/softmax_rows.ts';
import type { Step } from '../loss.ts';
import { precisionOf } from '../rounding.ts';
import type { DType, Tensor } from '../tensor.ts';
import { grouped, latex } from './latex.ts';

interface NllCall {
  readonly inputs: { readonly input: Tensor; readonly target: Tensor };
  readonly options: { readonly weight: Tensor | null; readonly ignore_index: number };
  readonly dtype: DType;
}

/** The steps to the loss of row `index`: pick the log-probability of the true class, negate, weight. */
export function nllSteps({ inputs, options, dtype }: NllCall, index: number): readonly Step[] {
  const label = at(inputs.target.data, index);
  if (label === options.ignore_index) return [ignoredStep(label)];
  const picked = at(inputs.input.data, rowsOf(inputs.input).offset(index, label));
  const negated: Step = {
    label: 'Negated log-probability of the true class',
    formula: String.raw`\ell = -x_y`,
    substituted: String.raw`y = ${label}: \quad -${grouped(picked)}`,
    value: [-picked],
  };
  if (!options.weight) return [negated];
  const w = at(options.weight.data, label);
  return [negated, weightStep('w_y', w, -picked, precisionOf(dtype).store(w * -picked))];
}

/** What a row whose target is ignored contributes. */
export const ignoredStep = (ignoreIndex: number): Step => ({
  label: 'Ignored',
  formula: String.raw`\ell = 0 \quad \text{if } y = \text{ignore\_index}`,
  substituted: `y = ${latex(ignoreIndex)}`,
  value: [0],
});

/** ℓ ← w·ℓ */
export const weightStep = (symbol: string, weight: number, loss: number, value: number): Step => ({
  label: 'Weight',
  formula: String.raw`\ell \leftarrow ${symbol}\, \ell`,
  substituted: String.raw`${latex(weight)} \cdot ${grouped(loss)}`,
  value: [value],
});
