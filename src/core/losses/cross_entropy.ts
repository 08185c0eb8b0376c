import { tensor } from '../create.ts';
import { defineLoss } from '../define.ts';
import { checkClassTarget } from '../families/cross_entropy_check.ts';
import { crossEntropyBackward, crossEntropyForward } from '../families/cross_entropy_rows.ts';
import {
  classWeight,
  ignoreIndex,
  labelSmoothing,
  learned,
  plainReductions,
  torchApis,
  torchPage,
} from '../families/specs.ts';
import { crossEntropySteps } from '../steps/cross_entropy.ts';

export const crossEntropy = defineLoss({
  id: 'cross_entropy',
  title: 'Cross-entropy',
  group: 'classification',
  summary:
    'Softmax and negative log-likelihood in one: minus the log-probability that the logits give to the true class.',
  formula: String.raw`\ell = -\sum_{c} w_c\, y_c \log \frac{e^{z_c}}{\sum_{j} e^{z_j}}`,
  references: [torchPage('CrossEntropyLoss')],
  inputs: [
    learned(
      'input',
      'prediction',
      ['logits'],
      'logits of shape (C), (N, C) or (N, C, d1, …): no softmax before',
    ),
    learned(
      'target',
      'target',
      ['class-indices', 'one-hot', 'distribution'],
      'class indices without the class axis (int64), or class probabilities shaped as the input (float)',
    ),
  ],
  params: [classWeight, ignoreIndex, labelSmoothing],
  reductions: plainReductions,
  reduction: 'mean',
  apis: torchApis('cross_entropy', 'CrossEntropyLoss', ['input', 'target']),
  example: { inputs: { input: tensor([[3.05, 3.13, 3.48]]), target: tensor([2], 'int64') } },
  check: checkClassTarget,
  forward: crossEntropyForward,
  backward: crossEntropyBackward,
  steps: crossEntropySteps,
});
