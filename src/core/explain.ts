import { at } from './create.ts';
import type { LossDefinition, LossOutcome, Step } from './loss.ts';
import { divisorOf, reduce } from './reduce.ts';
import { latex, listed } from './steps/latex.ts';

/** Every step from the inputs to the reported number, by way of element `index`: the loss's own, then the reduction. */
export function explain(loss: LossDefinition, outcome: LossOutcome, index: number): readonly Step[] {
  const own = loss.steps(outcome.call, index);
  const reduced = outcome.call.reduction === 'none' ? own : [...own, reductionStep(outcome, index)];
  return loss.finish ? [...reduced, finishStep(reduced.at(-1), outcome, index)] : reduced;
}

function finishStep(before: Step | undefined, { call, value }: LossOutcome, index: number): Step {
  const result = at(value.data, call.reduction === 'none' ? index : 0);
  return {
    label: 'Exponential',
    formula: 'e^{L}',
    substituted: `e^{${latex(before?.value[0] ?? Math.log(result))}}`,
    value: [result],
  };
}

function reductionStep({ call, elements }: LossOutcome, index: number): Step {
  const terms = Array.from(elements.losses.data, latex);
  const sum = listed(terms, ' + ', index) || '0';
  const batch = batchLength(call.inputs);
  const result = Array.from(reduce(elements, call, batch).data);
  if (call.reduction === 'sum')
    return { label: 'Sum', formula: String.raw`L = \sum_n \ell_n`, substituted: sum, value: result };
  const divisor = divisorOf(elements, call, batch);
  return {
    label: call.reduction === 'batchmean' ? 'Mean over the batch' : meanLabel(elements.divisor, terms.length),
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
