import type { Evaluation } from '../evaluation.ts';
import type { Problem } from '../problem.ts';
import { takesIndices } from '../samples.ts';
import { assignment, changedOptions, pythonValue, resultComment } from './call.ts';

interface KerasLoss {
  readonly name: string;
  readonly fixed?: string;
  /** The options that Keras has too, by our name. */
  readonly options?: Readonly<Record<string, string>>;
}

const reductions: Readonly<Record<string, string>> = {
  mean: 'sum_over_batch_size',
  sum: 'sum',
  none: 'none',
};

const byId: Readonly<Record<string, (problem: Problem) => KerasLoss>> = {
  cross_entropy: (problem) =>
    takesIndices(problem)
      ? { name: 'SparseCategoricalCrossentropy', fixed: 'from_logits=True' }
      : {
          name: 'CategoricalCrossentropy',
          fixed: 'from_logits=True',
          options: { label_smoothing: 'label_smoothing' },
        },
  binary_cross_entropy_with_logits: () => ({ name: 'BinaryCrossentropy', fixed: 'from_logits=True' }),
  binary_cross_entropy: () => ({ name: 'BinaryCrossentropy' }),
  mse_loss: () => ({ name: 'MeanSquaredError' }),
  l1_loss: () => ({ name: 'MeanAbsoluteError' }),
  huber_loss: () => ({ name: 'Huber', options: { delta: 'delta' } }),
  log_cosh_loss: () => ({ name: 'LogCosh' }),
  distribution_kl_div: () => ({ name: 'KLDivergence' }),
};

/** Keras code for the same loss; undefined where Keras has none that gives the same number. */
export function kerasCode({ problem, value }: Evaluation): string | undefined {
  const known = byId[problem.base.id]?.(problem);
  const reduction = reductions[problem.setting.reduction];
  const { activation, temperature } = problem.activated;
  if (!known || !reduction || activation === 'log_softmax' || problem.axes.axis === 0) return undefined;
  const options = changedOptions(problem);
  if (options.some(([name]) => !known.options?.[name])) return undefined;
  const settings = [
    known.fixed,
    ...options.map(
      ([name, option]) => `${known.options?.[name] ?? name}=${pythonValue(option, 'numpy-code')}`,
    ),
    reduction === 'sum_over_batch_size' ? undefined : `reduction='${reduction}'`,
  ].filter((setting) => setting !== undefined);
  const { prediction, target, raw } = problem;
  const scaled = temperature === 1 ? prediction.name : `${prediction.name} / ${temperature}`;
  const received = activation === 'none' ? scaled : `keras.ops.${activation}(${scaled})`;
  return [
    'import keras',
    'import numpy as np',
    '',
    ...Object.entries(raw).map(([name, tensor]) => assignment(name, tensor, 'numpy-code')),
    '',
    `loss = keras.losses.${known.name}(${settings.join(', ')})`,
    `print(loss(${target?.name ?? 'None'}, ${received}))  ${resultComment(value)}`,
    '',
  ].join('\n');
}
