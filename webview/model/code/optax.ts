import type { OptionValue } from '../../../src/core/loss.ts';
import type { Evaluation } from '../evaluation.ts';
import type { Problem } from '../problem.ts';
import { assignment, inDType, pythonValue, resultComment } from './call.ts';
import { inLibraryThere, wantsOneHot } from './there.ts';

/** Our names of options where optax has others. */
const renamed: Readonly<Record<string, string>> = { p: 'norm_degree' };

/** optax code for the same number, reduced by hand because optax never does; undefined where optax has none that gives it. */
export function optaxCode(evaluation: Evaluation): string | undefined {
  const there = inLibraryThere(evaluation, 'optax');
  // Its CTC wants the lengths as masks of padding.
  if (!there || there.problem.base.id === 'ctc_loss') return undefined;
  const { problem, api, options } = there;
  const { prediction, raw, setting } = problem;
  const inputs = [
    ...api.order.map((name) => {
      if (name === prediction.name) return activated(problem);
      return wantsOneHot(there) ? `jax.nn.one_hot(${name}, ${problem.axes.columns})` : name;
    }),
    ...options.map(([name, value]) => `${renamed[name] ?? name}=${optionValue(name, value)}`),
  ].join(', ');
  const reduced = setting.reduction === 'none' ? '' : `.${setting.reduction}()`;
  return [
    'import jax',
    'import jax.numpy as jnp',
    'import optax',
    '',
    ...Object.entries(raw).map(([name, tensor]) =>
      assignment(name, inDType(tensor, setting.dtype), 'numpy-code').replace(/\bnp\./g, 'jnp.'),
    ),
    '',
    `def loss(${prediction.name}):`,
    `    return ${api.name}(${inputs})${reduced}`,
    '',
    `print(loss(${prediction.name}))  ${setting.reduction === 'none' ? '' : resultComment(evaluation.value)}`.trimEnd(),
    ...(setting.reduction === 'none' ? [] : [`print(jax.grad(loss)(${prediction.name}))`]),
    '',
  ].join('\n');
}

/** A negative α of torchvision means no weighting, which optax calls None. */
const optionValue = (name: string, value: OptionValue): string =>
  name === 'alpha' && typeof value === 'number' && value < 0 ? 'None' : pythonValue(value, 'numpy-code');

function activated({ prediction, activated: { activation, temperature } }: Problem): string {
  const scaled = temperature === 1 ? prediction.name : `${prediction.name} / ${temperature}`;
  return activation === 'none' ? scaled : `jax.nn.${activation}(${scaled})`;
}
