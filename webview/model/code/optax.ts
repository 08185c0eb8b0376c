import type { Evaluation } from '../evaluation.ts';
import type { Problem } from '../problem.ts';
import { takesIndices } from '../samples.ts';
import { assignment, changedOptions, pythonValue, resultComment } from './call.ts';

interface OptaxLoss {
  readonly name: string;
  readonly options?: Readonly<Record<string, string>>;
}

const byId: Readonly<Record<string, (problem: Problem) => OptaxLoss>> = {
  cross_entropy: (problem) =>
    takesIndices(problem)
      ? { name: 'softmax_cross_entropy_with_integer_labels' }
      : { name: 'softmax_cross_entropy' },
  binary_cross_entropy_with_logits: () => ({ name: 'sigmoid_binary_cross_entropy' }),
  sigmoid_focal_loss: () => ({ name: 'sigmoid_focal_loss', options: { alpha: 'alpha', gamma: 'gamma' } }),
  mse_loss: () => ({ name: 'squared_error' }),
  huber_loss: () => ({ name: 'huber_loss', options: { delta: 'delta' } }),
  log_cosh_loss: () => ({ name: 'log_cosh' }),
};

/** optax code for the same loss, reduced by hand because optax never does; undefined where optax has none. */
export function optaxCode({ problem, value }: Evaluation): string | undefined {
  const known = byId[problem.base.id]?.(problem);
  const options = changedOptions(problem);
  if (!known || problem.setting.reduction === 'batchmean' || problem.axes.axis === 0) return undefined;
  if (options.some(([name]) => !known.options?.[name])) return undefined;
  const { prediction, target, raw, setting } = problem;
  const given = settings(problem, known);
  const inputs = [activated(problem), target?.name ?? '', ...given].join(', ');
  const reduced = setting.reduction === 'none' ? '' : `.${setting.reduction}()`;
  return [
    'import jax',
    'import jax.numpy as jnp',
    'import numpy as np',
    'import optax',
    '',
    ...Object.entries(raw).map(([name, tensor]) => assignment(name, tensor, 'numpy-code')),
    '',
    `def loss(${prediction.name}):`,
    `    return optax.${known.name}(${inputs})${reduced}`,
    '',
    `print(loss(${prediction.name}))  ${setting.reduction === 'none' ? '' : resultComment(value)}`.trimEnd(),
    ...(setting.reduction === 'none' ? [] : [`print(jax.grad(loss)(jnp.asarray(${prediction.name})))`]),
    '',
  ].join('\n');
}

/** torchvision's focal loss weights by α = 0.25 unless told; optax does not weight unless told. */
function settings(problem: Problem, known: OptaxLoss): readonly string[] {
  if (problem.base.id !== 'sigmoid_focal_loss')
    return changedOptions(problem).map(
      ([name, option]) => `${known.options?.[name] ?? name}=${pythonValue(option, 'numpy-code')}`,
    );
  const alpha = Number(problem.options.alpha ?? 0.25);
  return [`alpha=${alpha < 0 ? 'None' : alpha}`, `gamma=${Number(problem.options.gamma ?? 2)}`];
}

function activated({ prediction, activated: { activation, temperature } }: Problem): string {
  const scaled = temperature === 1 ? prediction.name : `${prediction.name} / ${temperature}`;
  return activation === 'none' ? scaled : `jax.nn.${activation}(${scaled})`;
}
