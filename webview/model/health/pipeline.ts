import { floorOfProbabilitiesAsLogits } from '../../../src/core/explore/floor.ts';
import { lossById } from '../../../src/core/losses/index.ts';
import { setActivation } from '../../state/edits.ts';
import { chooseLossFor } from '../adapt.ts';
import { fixed } from '../format.ts';
import { takenScale } from '../roles.ts';
import type { HealthCheck } from './note.ts';

/** Checks of what stands between the outputs and the loss. The values themselves are core's to judge. */

/** An activation in front of a loss that applies its own. */
export const activationBeforeLogits: HealthCheck = ({ main: { problem } }) => {
  const { activation } = problem.activated;
  if (activation === 'none' || takenScale(problem.loss, problem.options) !== 'logits') return undefined;
  const binary = problem.loss.group === 'binary';
  const classes = binary ? 2 : problem.axes.columns;
  const fix = { label: `Remove the ${activation}`, apply: setActivation('none') };
  if (activation === 'log_softmax' && !binary)
    return {
      id: 'log_softmax_twice',
      severity: 'info',
      title: 'log_softmax is applied twice',
      detail: 'It changes nothing the second time: the loss is right, the work is done twice.',
      rule: 'log-softmax-before-cross-entropy',
      fix,
    };
  const least = fixed(floorOfProbabilitiesAsLogits(classes));
  return {
    id: 'activation_twice',
    severity: 'error',
    title: `${problem.loss.title} applies its own ${binary ? 'sigmoid' : 'softmax'}; this is its second`,
    detail: `However sure the model is, ${binary ? 'a positive costs at least' : 'the loss cannot go below'} ${least}, and the gradients shrink.`,
    rule: binary ? 'sigmoid-before-bce-with-logits' : `${activation}-before-cross-entropy`,
    fix,
  };
};

/** Probabilities by an activation, where their logarithms are wanted. */
export const probabilitiesForLogs: HealthCheck = ({ main: { problem } }) => {
  const { activation } = problem.activated;
  const squashed = activation === 'softmax' || activation === 'sigmoid';
  if (!squashed || takenScale(problem.loss, problem.options) !== 'log-probabilities') return undefined;
  const nll = problem.base.id === 'nll_loss';
  return {
    id: 'probabilities_for_logs',
    severity: 'error',
    title: `The loss takes log-probabilities and gets those of the ${activation} themselves`,
    detail: nll
      ? 'It is −p instead of −log p: negative, never below −1, nearly flat.'
      : 'It is no divergence any more, and can be negative.',
    rule: nll ? 'probabilities-into-nll-loss' : 'probabilities-into-kl-div',
    fix: { label: 'Apply log_softmax', apply: setActivation('log_softmax') },
  };
};

/** Sigmoid and BCE apart: right, but less stable. */
export const sigmoidThenBce: HealthCheck = ({ main: { problem } }) => {
  const fused = lossById('binary_cross_entropy_with_logits');
  const apart = problem.loss.id === 'binary_cross_entropy' && problem.activated.activation === 'sigmoid';
  if (!apart || !fused) return undefined;
  return {
    id: 'sigmoid_then_bce',
    severity: 'info',
    title: 'Right, and less stable than it could be',
    detail:
      'Beyond about 17 (float32) the sigmoid is exactly 1 and the loss stops at 100. The loss on logits does not.',
    rule: 'sigmoid-then-bce-loss',
    fix: { label: 'Use the loss on logits', apply: chooseLossFor(problem, fused) },
  };
};

/** Squared error on class probabilities. */
export const squaredErrorOnClasses: HealthCheck = ({ main: { problem } }) => {
  const { activation } = problem.activated;
  const id = activation === 'sigmoid' ? 'binary_cross_entropy_with_logits' : 'cross_entropy';
  const better = lossById(id);
  if (problem.loss.group !== 'regression' || activation === 'none' || !better) return undefined;
  return {
    id: 'squared_error_on_classes',
    severity: 'warning',
    title: `${problem.loss.title} on class probabilities`,
    detail:
      'Where the model is confidently wrong the slope of the activation is nearly 0, and so is the gradient: it learns slowest where it errs most.',
    rule: 'mse-for-classification',
    fix: { label: `Use ${better.title.toLowerCase()}`, apply: chooseLossFor(problem, better) },
  };
};
