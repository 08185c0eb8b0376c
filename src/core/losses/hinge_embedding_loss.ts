import { tensor } from '../create.ts';
import { defineLoss } from '../define.ts';
import { isFloating, scalarTypeName } from '../dtype.ts';
import { checkBroadcast, elementsOf, mapElements, mapGradients } from '../families/elementwise.ts';
import { checkSubtraction } from '../families/operator_checks.ts';
import { fixed, learned, marginParam, plainReductions, torchApis, torchPage } from '../families/specs.ts';
import type { LossError, Reduction } from '../loss.ts';
import { hingeEmbeddingSteps } from '../steps/hinge_embedding_loss.ts';
import type { Tensor } from '../tensor.ts';

/** PyTorch subtracts the input from the margin. */
const checkBool = (input: Tensor): LossError | undefined =>
  input.dtype === 'bool' ? checkSubtraction(input, input, 'input') : undefined;

/** Integers have a sum but no mean. */
function checkMean({ dtype }: Tensor, reduction: Reduction): LossError | undefined {
  if (isFloating(dtype) || reduction !== 'mean') return undefined;
  return {
    message: `mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: ${scalarTypeName(dtype)}`,
    cause: `The input is ${dtype}, and so are the losses.`,
    cure: 'Convert the input: input.float().',
    at: 'input',
  };
}

export const hingeEmbeddingLoss = defineLoss({
  id: 'hinge_embedding_loss',
  title: 'Hinge embedding',
  group: 'margin',
  summary:
    'For distances of pairs: similar pairs (1) pay their distance, dissimilar ones (−1) what they lack to the margin. Any other target, such as 0, pays both.',
  formula: String.raw`\ell = \begin{cases} x & y = 1 \\ \max(0, m - x) & y = -1 \end{cases}`,
  references: [torchPage('HingeEmbeddingLoss')],
  inputs: [
    learned('input', 'prediction', ['reals'], 'distances, any shape'),
    fixed('target', 'target', ['signs'], '1 or −1, shaped as the input'),
  ],
  params: [{ ...marginParam, default: 1 }],
  reductions: plainReductions,
  reduction: 'mean',
  apis: torchApis('hinge_embedding_loss', 'HingeEmbeddingLoss', ['input', 'target']),
  example: { inputs: { input: tensor([0.3, 0.4, 1.7]), target: tensor([1, -1, -1]) } },
  check: ({ inputs: { input, target }, reduction }) =>
    checkBool(input) ?? checkBroadcast(target, input, 'target') ?? checkMean(input, reduction),
  forward: ({ inputs: { input, target }, options: { margin }, dtype }) =>
    elementsOf(
      mapElements([input, target], dtype, ({ store }, x, y) => {
        const far = y === 1 ? 0 : Math.max(0, store(margin - x));
        return far + (y === -1 ? 0 : x);
      }),
    ),
  backward: ({ inputs: { input, target }, options: { margin }, dtype }, upstream) =>
    mapGradients({ input, target }, dtype, upstream, {
      input: ({ store }, x, y) => (y === -1 ? 0 : 1) - (y !== 1 && store(margin - x) > 0 ? 1 : 0),
    }),
  steps: hingeEmbeddingSteps,
});
