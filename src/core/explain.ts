import { at } from './create.ts';
import type { LossDefinition, LossOutcome, Step } from './loss.ts';
import { divisorOf, reduce } from './reduce.ts';
import { grouped, latex, listedOf } from './steps/latex.ts';

/** Every step from the inputs to the reported number, by way of element `index`: the loss's own, then the reduction. */
export function explain(loss: LossDefinition, outcome: LossOutcome, index: number): readonly Step[] {
  const reduced = [...loss.steps(outcome.call, index), ...reductionSteps(outcome, index)];
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

/** How the elements become one number. */
function reductionSteps({ call, elements }: LossOutcome, index: number): readonly Step[] {
  const { losses, meanWeights } = elements;
  const count = losses.data.length;
  const batch = batchLength(call.inputs);
  const divisor = divisorOf(elements, call, batch);
  const weights = call.reduction === 'mean' ? meanWeights : undefined;
  if (call.reduction === 'none') return [];
  const term = (i: number): string => termOf(at(losses.data, i), weights?.[i], i === 0);
  const sum = listedOf(count, term, ' + ', index) || '0';
  const result = Array.from(reduce(elements, call, batch).data);
  const summed = weights ? String.raw`\sum_n w_n \ell_n` : String.raw`\sum_n \ell_n`;
  if (call.reduction === 'sum')
    return [
      {
        label: count === 1 ? 'Sum of one loss' : `Sum of ${count} losses`,
        formula: `L = ${summed}`,
        substituted: sum,
        value: result,
      },
    ];
  return [
    {
      label: meanLabel(divisor, count, call.reduction),
      formula: String.raw`L = \frac{1}{D} ${summed}`,
      substituted: String.raw`\frac{${sum}}{${latex(divisor)}}`,
      value: result,
    },
  ];
}

/** One loss in a sum, with its factor where it has one; a sign after a plus in parentheses. */
function termOf(loss: number, weight: number | undefined, first: boolean): string {
  const shown = first && weight === undefined ? latex(loss) : grouped(loss);
  return weight === undefined ? shown : String.raw`${latex(weight)} \cdot ${shown}`;
}

const batchLength = (inputs: LossOutcome['call']['inputs']): number =>
  Object.values(inputs)[0]?.shape[0] ?? 1;

function meanLabel(divisor: number, count: number, reduction: string): string {
  if (reduction === 'batchmean') return `Divided by the batch size, ${divisor}`;
  if (count === 1 && divisor === 1) return 'Mean of one loss';
  return divisor === count
    ? `Mean: divided by the ${count} losses`
    : `Mean: divided by ${Number(divisor.toPrecision(6))}, the weights of what is not ignored, not by ${count}`;
}
