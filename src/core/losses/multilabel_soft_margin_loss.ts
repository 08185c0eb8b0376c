import { at, scalar, sizeOf, tensor, zeros } from '../create.ts';
import { defineLoss } from '../define.ts';
import {
  checkBroadcast,
  checkFloating,
  commonShape,
  mapElements,
  mapGradients,
} from '../families/elementwise.ts';
import { checkSubtraction } from '../families/operator_checks.ts';
import { classWeight, learned, plainReductions, torchApis, torchPage } from '../families/specs.ts';
import type { Elements, LossError } from '../loss.ts';
import { logSigmoid, sigmoid } from '../numerics.ts';
import { precisionOf } from '../rounding.ts';
import { multilabelSoftMarginSteps } from '../steps/multilabel_soft_margin_loss.ts';
import type { Tensor } from '../tensor.ts';

/** PyTorch's refusal of 1 - target for bool targets. */
const checkBool = (target: Tensor): LossError | undefined =>
  target.dtype === 'bool' ? checkSubtraction(target, { ...target, dtype: 'float32' }, 'target') : undefined;

/** The mean over the last axis. */
function meanOverClasses(each: Tensor, classes: number): Elements {
  const { work, store } = precisionOf(each.dtype);
  const losses = zeros(each.shape.slice(0, -1), each.dtype);
  for (let row = 0; row < losses.data.length; row++) {
    let sum = 0;
    for (let c = 0; c < classes; c++) sum += at(each.data, row * classes + c);
    losses.data[row] = store(work(sum) / classes);
  }
  return { losses, divisor: losses.data.length };
}

export const multilabelSoftMarginLoss = defineLoss({
  id: 'multilabel_soft_margin_loss',
  title: 'Multi-label soft margin',
  group: 'margin',
  summary:
    'Binary cross-entropy with logits, averaged over the classes of each sample. The sigmoid is inside.',
  formula: String.raw`\ell = -\frac{1}{C} \sum_c w_c \left[ y_c \log \sigma(x_c) + (1 - y_c) \log \sigma(-x_c) \right]`,
  references: [torchPage('MultiLabelSoftMarginLoss')],
  inputs: [
    learned('input', 'prediction', ['logits'], 'logits of shape (C) or (N, C): no sigmoid before'),
    learned('target', 'target', ['multi-hot'], 'floats between 0 and 1, shaped as the input'),
  ],
  params: [classWeight],
  reductions: plainReductions,
  reduction: 'mean',
  apis: torchApis('multilabel_soft_margin_loss', 'MultiLabelSoftMarginLoss', ['input', 'target']),
  example: { inputs: { input: tensor([[1.8, -0.75, 0.3]]), target: tensor([[1, 0, 1]]) } },
  check: ({ inputs: { input, target }, options: { weight } }) => {
    if (input.shape.length === 0)
      return {
        message: 'Dimension specified as -1 but tensor has no dimensions',
        cure: 'Give one score per class: a tensor of shape (C) or (N, C).',
        at: 'input',
      };
    return (
      checkFloating('log_sigmoid_cpu', input, input, 'input') ??
      checkBool(target) ??
      checkBroadcast(target, input, 'target') ??
      (weight ? checkBroadcast(input, weight, 'weight') : undefined)
    );
  },
  forward: ({ inputs: { input, target }, options, dtype }) => {
    const weight = options.weight ?? scalar(1, dtype);
    const each = mapElements([input, target, weight], dtype, ({ store }, x, y, w) => {
      const hit = store(y * store(logSigmoid(x)));
      const miss = store(store(1 - y) * store(logSigmoid(-x)));
      return -store(hit + miss) * w;
    });
    return meanOverClasses(each, each.shape[each.shape.length - 1] ?? 1);
  },
  backward: ({ inputs: { input, target }, options, dtype }, upstream) => {
    const weight = options.weight ?? scalar(1, dtype);
    const shape = commonShape([input, target, weight]);
    const classes = shape[shape.length - 1] ?? 1;
    const spread = new Float64Array(sizeOf(shape)).map(
      (_, i) => (upstream[Math.floor(i / classes)] as number) / classes,
    );
    return mapGradients({ input, target, weight }, dtype, spread, {
      input: ({ store }, x, y, w) => store(store(sigmoid(x)) - y) * w,
      target: (_, x, _y, w) => -x * w,
    });
  },
  steps: multilabelSoftMarginSteps,
});
