import { at } from './create.ts';
import type { LossDefinition, LossOutcome, Step } from './loss.ts';
import { latex, listed } from './steps/latex.ts';

/** Every step from the inputs to the reported number, by way of element `index`: the loss's own, then the reduction. */
export function explain(loss: LossDefinition, outcome: LossOutcome, index: number): readonly Step[] {
  const own = loss.steps?.(outcome.call, index) ?? [];
  return outcome.call.reduction === 'none' ? own : [...own, reductionStep(outcome, index)];
}

function reductionStep({ call, elements, value }: LossOutcome, index: number): Step {
  const terms = Array.from(elements.losses.data, latex);
  const sum = listed(terms, ' + ', index) || '0';
  const result = [at(value.data, 0)];
  if (call.reduction === 'sum')
    return { label: 'Sum', formula: String.raw`L = \sum_n \ell_n`, substituted: sum, value: result };
  const batch = call.reduction === 'batchmean';
  const divisor = batch ? batchLength(call.inputs) : elements.divisor;
  return {
    label: batch ? 'Mean over the batch' : meanLabel(elements.divisor, terms.length),
    formula: String.raw`L = \frac{1}{D} \sum_n \ell_n`,
    substituted: String.raw`D = ${latex(divisor)}: \quad \frac{${sum}}{${latex(divisor)}}`,
    value: result,
  };
}

const batchLength = (inputs: LossOutcome['call']['inputs']): number =>
  Object.values(inputs)[0]?.shape[0] ?? 1;

const meanLabel = (divisor: number, count: number): string =>
  divisor === count
    ? 'Mean over the elements'
    : 'Mean: divided by the sum of the weights of the targets that count';
