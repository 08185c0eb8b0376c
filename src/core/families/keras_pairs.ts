import type { LossCall } from '../loss.ts';
import { type Line, perSampleSteps } from '../steps/per_sample.ts';
import type { Tensor } from '../tensor.ts';
import type { Pointwise } from './elementwise.ts';
import { checkRegression, kerasReductions } from './keras.ts';
import { meanPerSample, meanPerSampleGradients, sameRank, shapedAs } from './per_sample.ts';
import { fixed, learned } from './specs.ts';

interface PairCall extends Pick<LossCall, 'dtype'> {
  readonly inputs: { readonly input: Tensor; readonly target: Tensor };
}

/** What the Keras losses of two tensors share: rank matching, the mean over the last axis, the reductions. */
export const kerasPair = {
  library: 'keras',
  group: 'regression',
  inputs: [
    learned('input', 'prediction', ['reals', 'probabilities'], 'y_pred: predictions'),
    fixed(
      'target',
      'target',
      ['reals', 'one-hot', 'probabilities'],
      'y_true: true values; (N) and (N, 1) are brought to one rank',
    ),
  ],
  reductions: kerasReductions,
  reduction: 'mean',
  check: ({ inputs: { input, target } }: PairCall) => checkRegression(input, target),
} as const;

/** Forward of a Keras loss of two tensors: `value` of each element, averaged over the last axis. */
export function pairForward({ inputs: { input, target }, dtype }: PairCall, value: Pointwise) {
  const [t, x] = sameRank(target, input);
  return meanPerSample([x, t], dtype, value);
}

/** Its gradient with respect to the predictions. */
export function pairBackward({ inputs, dtype }: PairCall, upstream: Float64Array, slope: Pointwise) {
  const [t, x] = sameRank(inputs.target, inputs.input);
  return shapedAs(meanPerSampleGradients({ input: x, target: t }, dtype, upstream, { input: slope }), inputs);
}

/** The steps to sample `index`, by the lines of one element. */
export function pairSteps({ inputs, dtype }: PairCall, index: number, lines: readonly Line[]) {
  const [t, x] = sameRank(inputs.target, inputs.input);
  return perSampleSteps([x, t], dtype, index, lines);
}

/** e = x − y, where every regression loss begins. */
export const differences: Line = {
  label: 'Differences',
  formula: 'e_d = x_d - y_d',
  value: (_, x = 0, y = 0) => x - y,
};
