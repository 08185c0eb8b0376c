import { fromValues } from '../../../src/core/create.ts';
import { setOption } from '../../state/edits.ts';
import { toState } from '../../state/tensor-state.ts';
import { compact } from '../format.ts';
import type { Problem } from '../problem.ts';
import { takesIndices, targetIsDense, targetRow } from '../samples.ts';
import { resized, setTensor } from '../tensor-edits.ts';
import type { HealthCheck } from './note.ts';

/** Checks of the targets: ranges, sums, classes that are not there. */

const targetOf = ({ target, raw }: Problem) => target && raw[target.name];

/** A class index that the prediction has no column for. */
export const classOutOfRange: HealthCheck = ({ main: { problem } }) => {
  const target = targetOf(problem);
  if (!target || !takesIndices(problem)) return undefined;
  const ignored = problem.options.ignore_index ?? -100;
  const { columns, rows } = problem.axes;
  const stray = target.data.find((c) => c !== ignored && (c < 0 || c >= columns));
  if (stray === undefined) return undefined;
  const most = Array.from(target.data).reduce((best, c) => Math.max(best, c), 0);
  const addable = Number.isInteger(most) && most >= columns && most < 4096;
  return {
    id: 'class-out-of-range',
    severity: 'error',
    title: `Class ${compact(stray)} does not exist: the prediction has the classes 0 to ${columns - 1}`,
    detail:
      'On a GPU this ends in a device-side assert, far from its cause. Labels that count from 1 are the usual reason.',
    ...(addable
      ? { fix: { label: `Make it ${most + 1} classes`, apply: resized(problem, rows, most + 1) } }
      : {}),
  };
};

/** Nothing left to average. */
export const allIgnored: HealthCheck = ({ main: { problem }, samples }) => {
  if (samples.length === 0 || !samples.every(({ ignored }) => ignored)) return undefined;
  return {
    id: 'all-ignored',
    severity: 'error',
    title: 'Every target is ignored',
    detail:
      problem.setting.reduction === 'mean'
        ? 'The mean divides 0 by 0: NaN in PyTorch, since 1.11 on purpose. One such batch makes every weight NaN.'
        : 'The sum of nothing is 0, and so is the gradient.',
    fix: { label: 'Ignore nothing', apply: setOption('ignore_index', undefined) },
  };
};

/** Probability targets outside [0, 1]. */
export const targetOutsideUnit: HealthCheck = ({ main: { problem } }) => {
  const target = targetOf(problem);
  const shares = problem.target?.accepts.some((scale) =>
    ['one-hot', 'multi-hot', 'distribution'].includes(scale),
  );
  const reals = problem.target?.accepts.includes('reals');
  const logs = problem.options.log_target === true;
  if (!target || !shares || reals || logs || !targetIsDense(problem)) return undefined;
  const outside = target.data.find((x) => x < 0 || x > 1);
  if (outside === undefined) return undefined;
  const clipped = fromValues(
    target.data.map((x) => Math.min(1, Math.max(0, x))),
    target.shape,
    target.dtype,
  );
  return {
    id: 'target-outside-unit',
    severity: 'warning',
    title: `The target ${compact(outside)} lies outside 0 to 1`,
    detail: 'No library complains. The loss can become negative and has no minimum.',
    fix: { label: 'Clip to 0 … 1', apply: setTensor(problem, problem.target?.name ?? '', toState(clipped)) },
  };
};

/** Rows of a distribution that do not sum to 1. */
export const targetNotNormalised: HealthCheck = ({ main: { problem } }) => {
  if (!problem.target?.accepts.includes('distribution') || problem.scale.link !== 'softmax') return undefined;
  if (!targetIsDense(problem) || takesIndices(problem) || problem.options.log_target === true)
    return undefined;
  for (let row = 0; row < Math.min(problem.axes.rows, 500); row++) {
    const sum = targetRow(problem, row)?.reduce((total, x) => total + x, 0) ?? 1;
    if (Math.abs(sum - 1) < 1e-3) continue;
    return {
      id: 'target-not-normalised',
      severity: 'warning',
      title: `The target of sample ${row} sums to ${compact(sum)}, not to 1`,
      detail:
        'Nothing checks it: the loss of the sample is scaled by the sum. Several ones in a row mean a multi-label task: sigmoid and binary cross-entropy.',
      rule: 'softmax-for-multi-label',
    };
  }
  return undefined;
};

/** 0 and 1 where −1 and 1 are meant. */
export const zeroOneSigns: HealthCheck = ({ main: { problem } }) => {
  const target = targetOf(problem);
  if (
    !target ||
    !problem.target?.accepts.includes('signs') ||
    problem.target.accepts.includes('class-indices')
  )
    return undefined;
  const values = target.data;
  if (!values.includes(0) || !values.every((x) => x === 0 || x === 1)) return undefined;
  const signs = fromValues(
    target.data.map((x) => 2 * x - 1),
    target.shape,
    target.dtype === 'bool' ? 'int64' : target.dtype,
  );
  return {
    id: 'zero-one-signs',
    severity: 'error',
    title: 'The targets are 0 and 1; this loss takes −1 and 1',
    detail: 'A 0 is neither class. It is accepted without a word.',
    rule: 'zero-one-hinge-target',
    fix: { label: 'Use 2y − 1', apply: setTensor(problem, problem.target.name, toState(signs)) },
  };
};
