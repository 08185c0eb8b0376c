import { fromValues } from '../../../src/core/create.ts';
import { axesOf, rowOf } from '../../../src/core/explore/axes.ts';
import { logit } from '../../../src/core/explore/scale.ts';
import type { HealthFinding } from '../../../src/core/health/health.ts';
import { lossById } from '../../../src/core/losses/index.ts';
import type { DType, Tensor } from '../../../src/core/tensor.ts';
import { type SettingEdit, setActivation, setOption, setReduction } from '../../state/edits.ts';
import { toState } from '../../state/tensor-state.ts';
import { chooseLossFor } from '../adapt.ts';
import type { Problem } from '../problem.ts';
import { resized, setTensor } from '../tensor-edits.ts';
import type { HealthFix } from './note.ts';

type MakeFix = (problem: Problem, tensor: Tensor, name: string) => HealthFix | undefined;

const changed =
  (label: string, f: (x: number) => number, dtype?: DType): MakeFix =>
  (problem, tensor, name) => ({
    label,
    apply: (setting) =>
      setTensor(
        problem,
        name,
        toState(fromValues(tensor.data.map(f), tensor.shape, dtype ?? tensor.dtype)),
      )(setting),
  });

const always =
  (label: string, apply: SettingEdit): MakeFix =>
  () => ({ label, apply });

/** Logarithms of probabilities, in float64 so that nothing is lost on the way. */
const logarithms = changed('Take their logarithms as logits', Math.log, 'float64');

const moreClasses: MakeFix = (problem, tensor) => {
  const most = Array.from(tensor.data).reduce((best, c) => Math.max(best, c), 0);
  const { rows, columns } = problem.axes;
  const possible = Number.isInteger(most) && most >= columns && most < 4096;
  return possible
    ? { label: `Make it ${most + 1} classes`, apply: resized(problem, rows, most + 1) }
    : undefined;
};

const sameShape: MakeFix = (problem, tensor, name) => {
  const shape = problem.raw[problem.prediction.name]?.shape;
  const fits = shape && tensor.data.length === shape.reduce((size, n) => size * n, 1);
  if (!fits || !problem.target) return undefined;
  const target = name === problem.target.name ? tensor : problem.raw[problem.target.name];
  if (!target) return undefined;
  return {
    label: 'Give the target the shape of the prediction',
    apply: setTensor(problem, problem.target.name, toState({ ...target, shape })),
  };
};

const normalised: MakeFix = (problem, tensor, name) => {
  if (tensor.data.every((x) => x === 0 || x === 1)) return severalLabels(problem, tensor, name);
  const axes = axesOf(tensor.shape, problem.loss);
  const data = new Float64Array(tensor.data);
  for (let row = 0; row < axes.rows; row++) {
    const sum = rowOf(tensor.data, axes, row).reduce((total, x) => total + x, 0);
    for (let c = 0; c < axes.columns; c++)
      data[axes.index(row, c)] = (data[axes.index(row, c)] as number) / sum;
  }
  return {
    label: 'Divide each row by its sum',
    apply: setTensor(problem, name, toState(fromValues(data, tensor.shape, tensor.dtype))),
  };
};

const severalLabels: MakeFix = (problem) => {
  const loss = lossById('binary_cross_entropy_with_logits');
  return loss && { label: `Use ${loss.title}`, apply: chooseLossFor(problem, loss) };
};

const swapped: MakeFix = (problem) => {
  const { prediction, target, raw } = problem;
  const [scores, labels] = [raw[prediction.name], target && raw[target.name]];
  if (!scores || !labels || !target) return undefined;
  return {
    label: 'Swap them',
    apply: (setting) =>
      setTensor(
        problem,
        target.name,
        toState(scores),
      )(setTensor(problem, prediction.name, toState(labels))(setting)),
  };
};

const activated: MakeFix = (problem) =>
  problem.loss.group === 'binary'
    ? { label: 'Apply sigmoid', apply: setActivation('sigmoid') }
    : { label: 'Apply softmax', apply: setActivation('softmax') };

const fixes: Readonly<Record<string, MakeFix>> = {
  probabilities_as_logits: logarithms,
  probabilities_as_binary_logits: changed('Take their logits, log p / (1 − p)', logit, 'float64'),
  probabilities_as_log_probabilities: changed('Take their logarithms', Math.log, 'float64'),
  positive_log_probabilities: always('Apply log_softmax', setActivation('log_softmax')),
  ctc_not_normalised: always('Apply log_softmax', setActivation('log_softmax')),
  outside_unit_interval: activated,
  arguments_swapped: swapped,
  softmax_for_many_labels: severalLabels,
  broadcast_shapes: sameShape,
  class_out_of_range: moreClasses,
  float_class_indices: changed('Make them integers', Math.round, 'int64'),
  one_hot_indices: changed('Make them floats', Number, 'float32'),
  integer_binary_target: changed('Make them floats', Number, 'float32'),
  zero_one_signs: changed('Use 2y − 1', (y) => 2 * y - 1),
  target_outside_unit_interval: changed('Clip to 0 … 1', (y) => Math.min(1, Math.max(0, y))),
  unnormalised_target: normalised,
  all_ignored: always('Ignore nothing', setOption('ignore_index', undefined)),
  kl_mean: always('Use batchmean', setReduction('batchmean')),
};

/** What can be done about a finding at one press. */
export function fixOf({ check, input }: HealthFinding, problem: Problem): HealthFix | undefined {
  const tensor = problem.raw[input];
  return tensor && fixes[check]?.(problem, tensor, input);
}
