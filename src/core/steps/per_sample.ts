import { at } from '../create.ts';
import { commonShape, type Pointwise } from '../families/elementwise.ts';
import type { Step } from '../loss.ts';
import { precisionOf } from '../rounding.ts';
import type { DType, Tensor } from '../tensor.ts';
import { latex, listed, vector } from './latex.ts';
import { numbersAt, step } from './step.ts';

/** One line of the computation, for every element of a sample. */
export interface Line {
  readonly label: string;
  readonly formula: string;
  readonly value: Pointwise;
}

/**
 * The steps to the loss of sample `index` as Keras takes it: each line for all elements of the last axis, then their mean.
 * The first line is shown with the prediction x and the target y, each later one with the result before it.
 * @param tensors prediction and target, broadcast to one shape
 */
export function perSampleSteps(
  tensors: readonly [Tensor, Tensor],
  dtype: DType,
  index: number,
  lines: readonly Line[],
): readonly Step[] {
  const precision = precisionOf(dtype);
  const length = commonShape(tensors).at(-1) ?? 1;
  const pairs = Array.from({ length }, (_, d) => numbersAt(tensors, index * length + d));
  let shown = String.raw`x = ${vector(pairs.map(([x]) => x))}, \; y = ${vector(pairs.map(([, y]) => y))}`;
  let values: readonly number[] = [];
  const steps = lines.map(({ label, formula, value }) => {
    values = pairs.map(([x, y]) => precision.store(value(precision, x, y)));
    const made = step(label, formula, shown, values);
    shown = vector(values);
    return made;
  });
  return [...steps, meanStep(values, precision.store, precision.work)];
}

type Round = (x: number) => number;

/** The mean over the last axis. */
const meanStep = (values: readonly number[], store: Round, work: Round): Step =>
  step(
    'Mean over the last axis',
    String.raw`\ell = \frac{1}{D} \sum_d \ell_d`,
    String.raw`\frac{1}{${values.length}} \left( ${listed(values.map(latex), ' + ') || '0'} \right)`,
    store(work(values.reduce((a, b) => a + b, 0)) / values.length),
  );

/** The numbers of row `index` of a tensor whose rows lie along the last axis. */
export const lastAxisRow = (tensor: Tensor, index: number): Float64Array => {
  const length = tensor.shape.at(-1) ?? 1;
  return Float64Array.from({ length }, (_, c) => at(tensor.data, index * length + c));
};
