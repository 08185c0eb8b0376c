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
import { type ClassLayout, layoutAlong } from '../shape.ts';
import { multilabelSoftMarginSteps } from '../steps/multilabel_soft_margin_loss.ts';
import type { Tensor } from '../tensor.ts';

/** PyTorch's refusal of 1 - target for bool targets. */
const checkBool = (target: Tensor): LossError | undefined =>
  target.dtype === 'bool' ? checkSubtraction(target, { ...target, dtype: 'float32' }, 'target') : undefined;

/** PyTorch's class axis: the input's last, wherever a target of more axes puts it. */
const classesOf = (input: Tensor, shape: readonly number[]): ClassLayout =>
  layoutAlong(shape, input.shape.length - 1);

/** The sum over the class axis, divided by the input's number of classes. */
function meanOverClasses(each: Tensor, input: Tensor): Elements {
  const { work, store } = precisionOf(each.dtype);
  const { classes, inner } = classesOf(input, each.shape);
  const losses = zeros(
    each.shape.filter((_, axis) => axis !== input.shape.length - 1),
    each.dtype,
  );
  for (let row = 0; row < losses.data.length; row++) {
    const start = Math.floor(row / inner) * classes * inner + (row % inner);
    let sum = 0;
    for (let c = 0; c < classes; c++) sum += at(each.data, start + c * inner);
    losses.data[row] = store(work(sum) / (input.shape.at(-1) ?? 1));
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
    return meanOverClasses(each, input);
  },
  backward: ({ inputs: { input, target }, options, dtype }, upstream) => {
    const weight = options.weight ?? scalar(1, dtype);
    const shape = commonShape([input, target, weight]);
    const { classes, inner } = classesOf(input, shape);
    const row = (i: number) => Math.floor(i / (classes * inner)) * inner + (i % inner);
    const spread = new Float64Array(sizeOf(shape)).map(
      (_, i) => (upstream[row(i)] as number) / (input.shape.at(-1) ?? 1),
    );
    return mapGradients({ input, target, weight }, dtype, spread, {
      input: ({ store }, x, y, w) => store(store(sigmoid(x)) - y) * w,
      target: (_, x, _y, w) => -x * w,
    });
  },
  steps: multilabelSoftMarginSteps,
});
