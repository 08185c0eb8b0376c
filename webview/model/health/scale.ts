import { fromValues } from '../../../src/core/create.ts';
import { floorOfProbabilitiesAsLogits } from '../../../src/core/explore/floor.ts';
import { logit } from '../../../src/core/explore/scale.ts';
import { lossById } from '../../../src/core/losses/index.ts';
import type { TensorData } from '../../../src/core/tensor.ts';
import { type SettingEdit, setActivation } from '../../state/edits.ts';
import { toState } from '../../state/tensor-state.ts';
import { withLoss } from '../adapt.ts';
import { rowOf } from '../axes.ts';
import { fixed } from '../format.ts';
import type { Problem } from '../problem.ts';
import { setTensor } from '../tensor-edits.ts';
import type { HealthCheck, HealthNote } from './note.ts';

/** Checks of the scale that reaches the loss: logits, probabilities or log-probabilities. */

const expected = ({ prediction }: Problem) => prediction.accepts[0];

const without: SettingEdit = setActivation('none');

const values = ({ raw, prediction }: Problem): TensorData => raw[prediction.name]?.data ?? new Float64Array();

/** The rows, as far as it takes to be sure. */
function everyRow(problem: Problem, holds: (row: Float64Array) => boolean): boolean {
  const data = values(problem);
  const rows = Math.min(problem.axes.rows, 50);
  for (let row = 0; row < rows; row++) if (!holds(rowOf(data, problem.axes, row))) return false;
  return rows > 0;
}

const within01 = (row: Float64Array): boolean => row.every((x) => x >= 0 && x <= 1);
const sumsTo1 = (row: Float64Array): boolean => Math.abs(row.reduce((sum, x) => sum + x, 0) - 1) < 5e-3;
const isDistribution = (row: Float64Array): boolean => row.length > 1 && within01(row) && sumsTo1(row);

const mapped = (problem: Problem, f: (x: number) => number): SettingEdit => {
  const tensor = problem.raw[problem.prediction.name];
  if (!tensor) return (setting) => setting;
  return setTensor(
    problem,
    problem.prediction.name,
    toState(fromValues(tensor.data.map(f), tensor.shape, 'float64')),
  );
};

/** An activation in front of a loss that applies its own. */
export const activationBeforeLogits: HealthCheck = ({ main: { problem } }) => {
  const { activation } = problem.activated;
  if (activation === 'none' || expected(problem) !== 'logits') return undefined;
  const binary = problem.loss.group === 'binary';
  const classes = binary ? 2 : problem.axes.columns;
  const fix = { label: `Remove the ${activation}`, apply: without };
  if (activation === 'log_softmax' && !binary)
    return {
      id: 'log-softmax-twice',
      severity: 'info',
      title: 'log_softmax is applied twice',
      detail: 'It changes nothing the second time: the loss is right, the work is done twice.',
      rule: 'log-softmax-before-cross-entropy',
      fix,
    };
  return {
    id: 'activation-twice',
    severity: 'error',
    title: `${problem.loss.title} applies its own ${binary ? 'sigmoid' : 'softmax'}; this is its second`,
    detail: `However sure the model is, ${binary ? 'a positive costs at least' : 'the loss cannot go below'} ${fixed(floorOfProbabilitiesAsLogits(classes))}, and the gradients shrink.`,
    rule: binary ? 'sigmoid-before-bce-with-logits' : `${activation}-before-cross-entropy`,
    fix,
  };
};

/** Numbers that look like probabilities where logits are expected. */
export const probabilitiesAsLogits: HealthCheck = ({ main: { problem } }) => {
  if (expected(problem) !== 'logits' || problem.activated.activation !== 'none') return undefined;
  if (problem.scale.link === 'sigmoid') return sigmoidsAsLogits(problem);
  if (!everyRow(problem, isDistribution)) return undefined;
  return {
    id: 'probabilities-as-logits',
    severity: 'warning',
    title: 'Every row lies between 0 and 1 and sums to 1: these look like probabilities',
    detail: `The loss expects logits and applies softmax again. With ${problem.axes.columns} classes it cannot go below ${fixed(floorOfProbabilitiesAsLogits(problem.axes.columns))}.`,
    rule: 'softmax-before-cross-entropy',
    fix: { label: 'Take their logarithms as logits', apply: mapped(problem, Math.log) },
  };
};

function sigmoidsAsLogits(problem: Problem): HealthNote | undefined {
  const data = values(problem);
  const inside = data.length > 1 && data.every((x) => x >= 0 && x <= 1);
  if (!inside || data.every((x) => x === 0)) return undefined;
  return {
    id: 'probabilities-as-logits',
    severity: 'warning',
    title: 'Every output lies between 0 and 1: are they probabilities already?',
    detail:
      'The loss applies sigmoid itself. Given probabilities, a positive costs at least 0.3133, a negative at least 0.6931.',
    rule: 'sigmoid-before-bce-with-logits',
    fix: { label: 'Take their logits, log p / (1 − p)', apply: mapped(problem, logit) },
  };
}

/** What is no log-probability in a loss that takes them. */
export const notLogProbabilities: HealthCheck = ({ main: { problem } }) => {
  if (expected(problem) !== 'log-probabilities') return undefined;
  const nll = problem.loss.id === 'nll_loss';
  const { activation } = problem.activated;
  const use = { label: 'Apply log_softmax', apply: setActivation('log_softmax') };
  if (
    activation === 'softmax' ||
    activation === 'sigmoid' ||
    (activation === 'none' && everyRow(problem, isDistribution))
  )
    return {
      id: 'probabilities-for-log-probabilities',
      severity: 'error',
      title: 'The loss takes log-probabilities and gets probabilities',
      detail: nll
        ? 'It is −p instead of −log p: negative, never below −1, nearly flat.'
        : 'It is no divergence any more, and can be negative.',
      rule: nll ? 'probabilities-into-nll-loss' : 'probabilities-into-kl-div',
      fix: activation === 'none' ? { label: 'Take their logarithms', apply: mapped(problem, Math.log) } : use,
    };
  if (activation !== 'none') return undefined;
  if (everyRow(problem, (row) => row.every((x) => x <= 1e-6) && sumsTo1(row.map(Math.exp)))) return undefined;
  return {
    id: 'logits-for-log-probabilities',
    severity: 'error',
    title: 'The loss takes log-probabilities and gets raw scores',
    detail: 'The rows do not sum to 1 after exp. Raising every score lowers the loss without end.',
    rule: nll ? 'logits-into-nll-loss' : 'logits-into-kl-div',
    fix: use,
  };
};

/** Raw scores in a loss that takes probabilities. */
export const notProbabilities: HealthCheck = ({ main: { problem } }) => {
  if (expected(problem) !== 'probabilities' || problem.activated.activation !== 'none') return undefined;
  const outside = values(problem).find((x) => x < 0 || x > 1);
  if (outside === undefined) return undefined;
  const binary = problem.loss.group === 'binary';
  return {
    id: 'logits-for-probabilities',
    severity: 'error',
    title: `${fixed(outside, 2)} is no probability`,
    detail: 'The loss takes the logarithms of p and 1 − p, which exist between 0 and 1 only.',
    ...(binary ? { rule: 'logits-into-bce-loss' } : {}),
    fix: binary
      ? { label: 'Apply sigmoid', apply: setActivation('sigmoid') }
      : { label: 'Apply softmax', apply: setActivation('softmax') },
  };
};

/** Sigmoid and BCE apart: right, but less stable. */
export const sigmoidThenBce: HealthCheck = ({ main: { problem } }) => {
  const fused = lossById('binary_cross_entropy_with_logits');
  if (problem.loss.id !== 'binary_cross_entropy' || problem.activated.activation !== 'sigmoid' || !fused)
    return undefined;
  return {
    id: 'sigmoid-then-bce',
    severity: 'info',
    title: 'Right, and less stable than it could be',
    detail:
      'Beyond about 17 (float32) the sigmoid is exactly 1 and the loss stops at 100. The loss on logits does not.',
    rule: 'sigmoid-then-bce-loss',
    fix: { label: 'Use the loss on logits', apply: () => withLoss(problem, fused) },
  };
};

/** Squared error on class probabilities. */
export const squaredErrorOnClasses: HealthCheck = ({ main: { problem } }) => {
  const { activation } = problem.activated;
  const id = activation === 'sigmoid' ? 'binary_cross_entropy_with_logits' : 'cross_entropy';
  const better = lossById(id);
  if (problem.loss.group !== 'regression' || activation === 'none' || !better) return undefined;
  return {
    id: 'mse-for-classes',
    severity: 'warning',
    title: `${problem.loss.title} on class probabilities`,
    detail:
      'Where the model is confidently wrong the slope of the activation is nearly 0, and so is the gradient: it learns slowest where it errs most.',
    rule: 'mse-for-classification',
    fix: { label: `Use ${better.title.toLowerCase()}`, apply: () => withLoss(problem, better) },
  };
};
