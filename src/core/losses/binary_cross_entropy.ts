import { scalar, tensor } from '../create.ts';
import { defineLoss } from '../define.ts';
import { checkProbabilityTarget } from '../families/binary_check.ts';
import { elementsOf, mapElements, mapGradients } from '../families/elementwise.ts';
import { elementWeight, learned, plainReductions, torchApis, torchPage } from '../families/specs.ts';
import { bceSteps } from '../steps/binary.ts';

/** PyTorch's floor for a logarithm, so that a wrong certainty costs 100 instead of infinity. */
const LOG_FLOOR = -100;
/** What the gradient's denominator x(1 − x) is held above; PyTorch keeps it as a float32. */
const EPSILON = Math.fround(1e-12);

export const binaryCrossEntropy = defineLoss({
  id: 'binary_cross_entropy',
  title: 'Binary cross-entropy',
  group: 'binary',
  summary:
    'Cross-entropy of a yes-or-no probability per element; several classes at once are independent. Takes probabilities, after a sigmoid.',
  formula: String.raw`\ell = -w \left[ y \log x + (1 - y) \log (1 - x) \right]`,
  references: [torchPage('BCELoss')],
  inputs: [
    learned('input', 'prediction', ['probabilities'], 'probabilities between 0 and 1, any shape'),
    learned(
      'target',
      'target',
      ['multi-hot', 'one-hot', 'probabilities'],
      'floats between 0 and 1 (only recent releases refuse others), shaped as the input',
    ),
  ],
  params: [elementWeight],
  reductions: plainReductions,
  reduction: 'mean',
  apis: torchApis('binary_cross_entropy', 'BCELoss', ['input', 'target']),
  example: { inputs: { input: tensor([0.277, 0.299, 0.424]), target: tensor([0, 0, 1]) } },
  check: ({ inputs, options }) => checkProbabilityTarget(inputs.input, inputs.target, options.weight),
  forward: ({ inputs: { input, target }, options, dtype }) => {
    const weight = options.weight ?? scalar(1, dtype);
    return elementsOf(
      mapElements([input, target, weight], dtype, ({ work }, x, y, w) => {
        const hit = Math.max(work(Math.log(x)), LOG_FLOOR);
        const miss = Math.max(work(Math.log1p(-x)), LOG_FLOOR);
        return work(work(work(y - 1) * miss) - work(y * hit)) * w;
      }),
    );
  },
  backward: ({ inputs: { input, target }, options, dtype }, upstream) => {
    const weight = options.weight ?? scalar(1, dtype);
    return mapGradients({ input, target, weight }, dtype, upstream, {
      input: ({ work, store }, x, y, w) =>
        // In float16 the bound itself is 0, so certainty gives NaN or infinity.
        work(work(x - y) / Math.max(work(work(1 - x) * x), store(EPSILON))) * w,
      // −logit(x), in the order in which PyTorch rounds it.
      target: ({ work }, x, _y, w) => -work(Math.log(work(x / work(1 - x)))) * w,
    });
  },
  steps: bceSteps,
});
