import { scalar, tensor } from '../create.ts';
import { defineLoss } from '../define.ts';
import { checkLogitTarget } from '../families/binary_check.ts';
import { elementsOf, mapElements, mapGradients, type Pointwise } from '../families/elementwise.ts';
import { optaxApis } from '../families/optax.ts';
import { elementWeight, learned, plainReductions, torchApis, torchPage } from '../families/specs.ts';
import { logSigmoid, sigmoid } from '../numerics.ts';
import { bceWithLogitsSteps } from '../steps/binary.ts';

export const binaryCrossEntropyWithLogits = defineLoss({
  id: 'binary_cross_entropy_with_logits',
  title: 'Binary cross-entropy with logits',
  group: 'binary',
  summary:
    'Sigmoid and binary cross-entropy in one, stable for any logit. For yes-or-no and multi-label classification.',
  formula: String.raw`\ell = -w \left[ p\, y \log \sigma(x) + (1 - y) \log (1 - \sigma(x)) \right]`,
  references: [torchPage('BCEWithLogitsLoss')],
  inputs: [
    learned('input', 'prediction', ['logits'], 'logits of any shape: no sigmoid before'),
    learned(
      'target',
      'target',
      ['multi-hot', 'one-hot', 'probabilities'],
      'floats between 0 and 1, shaped as the input',
    ),
  ],
  params: [
    elementWeight,
    {
      name: 'pos_weight',
      label: 'Weight of positives',
      summary:
        'a factor for positive targets, one per class; negatives ÷ positives balances them. Broadcasts from the last axis',
      kind: 'tensor',
      default: null,
      shape: 'broadcast',
    },
  ],
  reductions: plainReductions,
  reduction: 'mean',
  apis: [
    ...torchApis('binary_cross_entropy_with_logits', 'BCEWithLogitsLoss', ['input', 'target']),
    ...optaxApis('sigmoid_binary_cross_entropy', ['input', 'target']),
  ],
  example: { inputs: { input: tensor([1.8, 0.75]), target: tensor([1, 0]) } },
  check: ({ inputs, options }) =>
    checkLogitTarget(inputs.input, inputs.target, options.weight, options.pos_weight),
  forward: ({ inputs: { input, target }, options, dtype }) => {
    const weight = options.weight ?? scalar(1, dtype);
    const posWeight = options.pos_weight ?? scalar(1, dtype);
    return elementsOf(
      mapElements([input, target, weight, posWeight], dtype, ({ store }, x, y, w, p) => {
        const logWeight = options.pos_weight ? store(store(store(p - 1) * y) + 1) : 1;
        const hit = store(store(logSigmoid(x)) * logWeight);
        return store(store(store(1 - y) * x) - hit) * w;
      }),
    );
  },
  backward: ({ inputs: { input, target }, options, dtype }, upstream) => {
    const weight = options.weight ?? scalar(1, dtype);
    const posWeight = options.pos_weight ?? scalar(1, dtype);
    return mapGradients({ input, target, weight, posWeight }, dtype, upstream, {
      input: options.pos_weight ? weightedSlope : ({ store }, x, y, w) => store(store(sigmoid(x)) - y) * w,
      target: options.pos_weight ? weightedTargetSlope : (_, x, _y, w) => -x * w,
    });
  },
  steps: bceWithLogitsSteps,
});

/** log σ(−x) − p·log σ(x) */
const weightedTargetSlope: Pointwise = ({ store }, x = 0, _y = 0, w = 1, p = 1) =>
  store(store(logSigmoid(-x)) - store(p * store(logSigmoid(x)))) * w;

const weightedSlope: Pointwise = ({ store }, x = 0, y = 0, w = 1, p = 1) => {
  const t = store(p * y);
  return store(store(store(store(t + 1) - y) * store(sigmoid(x))) - t) * w;
};
