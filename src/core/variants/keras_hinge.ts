import { at, tensor } from '../create.ts';
import { defineVariant } from '../define.ts';
import { kerasApis, kerasPage } from '../families/keras.ts';
import { kerasPair, pairBackward, pairForward, pairSteps } from '../families/keras_pairs.ts';
import { fixed, learned } from '../families/specs.ts';
import type { Tensor } from '../tensor.ts';

/** Targets of 0 and 1 only become −1 and 1. */
function signs(target: Tensor): (y: number) => number {
  for (let i = 0; i < target.data.length; i++)
    if (at(target.data, i) !== 0 && at(target.data, i) !== 1) return (y) => y;
  return (y) => 2 * y - 1;
}

export const kerasHinge = defineVariant({
  ...kerasPair,
  id: 'keras.hinge',
  group: 'margin',
  of: { hinge_loss: {} },
  difference: 'Turns targets of 0 and 1 into −1 and 1; a loss per sample is the mean over the last axis.',
  title: 'Hinge (Keras)',
  summary: 'The loss of support vector machines, averaged over the last axis.',
  formula: String.raw`\ell = \frac{1}{D} \sum_d \max(0, 1 - y_d x_d)`,
  references: [kerasPage('hinge', 'Hinge')],
  inputs: [
    learned('input', 'prediction', ['logits'], 'y_pred: scores'),
    fixed('target', 'target', ['signs', 'multi-hot'], 'y_true: 1 or −1, or 1 or 0'),
  ],
  params: [],
  apis: kerasApis('Hinge', 'hinge'),
  example: { inputs: { input: tensor([[1.8, 0.75, -0.2]]), target: tensor([[1, 0, 1]]) } },
  forward: (call) => {
    const sign = signs(call.inputs.target);
    return pairForward(call, ({ store }, x = 0, y = 0) => Math.max(0, 1 - store(sign(y) * x)));
  },
  backward: (call, upstream) => {
    const sign = signs(call.inputs.target);
    return pairBackward(call, upstream, (_, x = 0, y = 0) => (1 - sign(y) * x > 0 ? -sign(y) : 0));
  },
  steps: (call, index) => {
    const sign = signs(call.inputs.target);
    return pairSteps(call, index, [
      { label: 'Targets as signs', formula: String.raw`y_d \in \{-1, 1\}`, value: (_, _x, y = 0) => sign(y) },
      {
        label: 'Scores on their right side',
        formula: 's_d = y_d x_d',
        value: (_, x = 0, y = 0) => sign(y) * x,
      },
      {
        label: 'What they lack to 1',
        formula: String.raw`\ell_d = \max(0, 1 - s_d)`,
        value: ({ store }, x = 0, y = 0) => Math.max(0, 1 - store(sign(y) * x)),
      },
    ]);
  },
});
