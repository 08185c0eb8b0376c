import type { Evaluation } from '../evaluation.ts';
import type { Problem } from '../problem.ts';
import { assignment, inDType, pythonValue, resultComment } from './call.ts';
import { inLibraryThere, wantsOneHot } from './there.ts';

const reductions: Readonly<Record<string, string>> = {
  mean: 'sum_over_batch_size',
  sum: 'sum',
  none: 'none',
};

/** Keras code that gives the same number; undefined where Keras has none that does. */
export function kerasCode(evaluation: Evaluation): string | undefined {
  const there = inLibraryThere(evaluation, 'keras');
  if (!there || there.problem.activated.activation === 'log_softmax') return undefined;
  const { problem, api, options } = there;
  const { setting, raw, prediction } = problem;
  const settings = [
    ...options.map(([name, value]) => `${name}=${pythonValue(value, 'numpy-code')}`),
    ...(setting.reduction === 'mean' ? [] : [`reduction='${reductions[setting.reduction]}'`]),
    ...(setting.dtype === 'float32' ? [] : [`dtype='${setting.dtype}'`]),
  ];
  const inputs = api.order.map((name) => {
    if (name === prediction.name) return activated(problem);
    return wantsOneHot(there) ? `keras.ops.one_hot(${name}, ${problem.axes.columns})` : name;
  });
  return [
    'import keras',
    'import numpy as np',
    '',
    ...Object.entries(raw).map(([name, tensor]) =>
      // NumPy has no bfloat16; Keras casts.
      assignment(
        name,
        inDType(tensor, setting.dtype === 'bfloat16' ? 'float32' : setting.dtype),
        'numpy-code',
      ),
    ),
    '',
    `loss = ${api.name}(${settings.join(', ')})`,
    `print(loss(${inputs.join(', ')}))  ${setting.reduction === 'none' ? '' : resultComment(evaluation.value)}`.trimEnd(),
    '',
  ].join('\n');
}

function activated({ prediction, activated: { activation, temperature } }: Problem): string {
  const scaled = temperature === 1 ? prediction.name : `${prediction.name} / ${temperature}`;
  return activation === 'none' ? scaled : `keras.ops.${activation}(${scaled})`;
}
