import { at, tensor, zeros } from '../create.ts';
import { defineLoss } from '../define.ts';
import { checkLengths, collected, commonOf, expanded } from '../families/broadcast.ts';
import { checkBroadcast } from '../families/elementwise.ts';
import { fixed, learned, marginParam, plainReductions, torchApis, torchPage } from '../families/specs.ts';
import { component, type Vectors, vectorAt, vectorsOf } from '../families/vectors.ts';
import type { LossError } from '../loss.ts';
import { type Precision, precisionOf } from '../rounding.ts';
import { sizes } from '../shape.ts';
import { cosineEmbeddingSteps } from '../steps/cosine_embedding_loss.ts';
import type { Tensor } from '../tensor.ts';

/** Added to the squared norms; PyTorch keeps it as a float32. */
const EPSILON = Math.fround(1e-12);

interface Angle {
  readonly cosine: number;
  readonly square1: number;
  readonly square2: number;
}

function angleOf(a: Tensor, b: Tensor, vectors: Vectors, row: number, { work, store }: Precision): Angle {
  let [dot, square1, square2] = [0, 0, 0];
  for (let i = 0; i < vectors.length; i++) {
    const [x, y] = [component(a, vectors, row, i), component(b, vectors, row, i)];
    dot += work(x * y);
    square1 += work(x * x);
    square2 += work(y * y);
  }
  square1 = store(store(square1) + EPSILON);
  square2 = store(store(square2) + EPSILON);
  return { cosine: store(store(dot) / store(Math.sqrt(store(square1 * square2)))), square1, square2 };
}

/** d ℓ / d cosine: −1 for similar pairs, 1 for dissimilar ones at or above the margin. */
function slopeOf(cosine: number, y: number, margin: number): number {
  if (y === 1) return -1;
  return y === -1 && cosine - margin >= 0 ? 1 : 0;
}

function check(a: Tensor, b: Tensor, target: Tensor): LossError | undefined {
  const rank = target.shape.length;
  if (rank > 1)
    return {
      message: '0D or 1D target tensor expected, multi-target not supported',
      cause: `The target has shape ${sizes(target.shape)}; it holds 1 or −1 per pair.`,
      cure: 'Drop the last axis: target.squeeze(1).',
      at: 'target',
    };
  if (a.shape.length !== rank + 1 || b.shape.length !== rank + 1)
    return {
      message: `${rank}D target tensor expects ${rank + 1}D input tensors, but found inputs with sizes ${sizes(a.shape)} and ${sizes(b.shape)}.`,
      cure: 'Give vectors of shape (N, D) with N targets, or (D) with a single target.',
      at: 'target',
    };
  return checkBroadcast(a, b, 'input2') ?? checkLengths(a, b) ?? checkTargetCount(a, b, target);
}

/** The target meets the pairs, which are the inputs' common shape without its last axis. */
function checkTargetCount(a: Tensor, b: Tensor, target: Tensor): LossError | undefined {
  const pairs = (commonOf([a.shape, b.shape]) ?? a.shape).slice(0, -1);
  return checkBroadcast({ ...target, shape: pairs }, target, 'target');
}

/** The call with both tensors and the target repeated to the common number of pairs, as PyTorch broadcasts them. */
function aligned<Call extends { readonly inputs: CosineInputs }>(call: Call): Call {
  const { input1, input2, target } = call.inputs;
  const vectors = commonOf([input1.shape, input2.shape]) ?? input1.shape;
  const pairs = commonOf([vectors.slice(0, -1), target.shape]) ?? target.shape;
  const shape = [...pairs, vectors.at(-1) ?? 1];
  const inputs = {
    input1: expanded(input1, shape),
    input2: expanded(input2, shape),
    target: expanded(target, pairs),
  };
  return { ...call, inputs };
}

interface CosineInputs {
  readonly input1: Tensor;
  readonly input2: Tensor;
  readonly target: Tensor;
}

export const cosineEmbeddingLoss = defineLoss({
  id: 'cosine_embedding_loss',
  title: 'Cosine embedding',
  group: 'margin',
  summary:
    'For pairs of vectors: similar ones (1) pay 1 − cosine, dissimilar ones (−1) their cosine above the margin. Any other target costs nothing.',
  formula: String.raw`\ell = \begin{cases} 1 - \cos(x_1, x_2) & y = 1 \\ \max(0, \cos(x_1, x_2) - m) & y = -1 \end{cases}`,
  references: [torchPage('CosineEmbeddingLoss')],
  inputs: [
    learned('input1', 'prediction', ['reals'], 'vectors of shape (N, D) or (D)'),
    learned('input2', 'prediction', ['reals'], 'vectors shaped as input1'),
    fixed('target', 'target', ['signs'], '1 or −1 per pair'),
  ],
  params: [{ ...marginParam, default: 0, slider: [-1, 1, 0.05] }],
  reductions: plainReductions,
  reduction: 'mean',
  apis: torchApis('cosine_embedding_loss', 'CosineEmbeddingLoss', ['input1', 'input2', 'target']),
  example: {
    inputs: {
      input1: tensor([
        [1, 2, 0],
        [1, 0, 1],
      ]),
      input2: tensor([
        [1, 1, 0],
        [1, 0, 0.5],
      ]),
      target: tensor([1, -1]),
    },
  },
  check: ({ inputs: { input1, input2, target } }) => check(input1, input2, target),
  forward: (call) => {
    const {
      inputs,
      options: { margin },
      dtype,
    } = aligned(call);
    const { input1, input2, target } = inputs;
    const vectors = vectorsOf(input1);
    const precision = precisionOf(dtype);
    const losses = zeros(target.shape, dtype);
    for (let row = 0; row < vectors.count; row++) {
      const y = at(target.data, row);
      const { cosine } = angleOf(input1, input2, vectors, row, precision);
      const apart = y === -1 ? Math.max(0, cosine - margin) : 0;
      losses.data[row] = precision.store(y === 1 ? 1 - cosine : apart);
    }
    return { losses, divisor: losses.data.length };
  },
  backward: (call, upstream) => {
    const {
      inputs,
      options: { margin },
      dtype,
    } = aligned(call);
    const { input1, input2, target } = inputs;
    const vectors = vectorsOf(input1);
    const precision = precisionOf(dtype);
    const g1 = new Float64Array(input1.data.length);
    const g2 = new Float64Array(input2.data.length);
    for (let row = 0; row < vectors.count; row++) {
      const { cosine, square1, square2 } = angleOf(input1, input2, vectors, row, precision);
      const g = (upstream[row] as number) * slopeOf(cosine, at(target.data, row), margin);
      const norm = Math.sqrt(square1 * square2);
      for (let i = 0; i < vectors.length; i++) {
        const [a, b] = [component(input1, vectors, row, i), component(input2, vectors, row, i)];
        g1[row * vectors.length + i] = g * (b / norm - (cosine * a) / square1);
        g2[row * vectors.length + i] = g * (a / norm - (cosine * b) / square2);
      }
    }
    const { store } = precision;
    const home = (sums: Float64Array, like: Tensor) => collected(sums, input1.shape, like, dtype, store);
    return { input1: home(g1, call.inputs.input1), input2: home(g2, call.inputs.input2) };
  },
  steps: (call, index) => {
    const {
      inputs,
      options: { margin },
      dtype,
    } = aligned(call);
    const { input1, input2, target } = inputs;
    const vectors = vectorsOf(input1);
    const [a, b] = [vectorAt(input1, vectors, index), vectorAt(input2, vectors, index)];
    const angle = angleOf(input1, input2, vectors, index, precisionOf(dtype));
    return cosineEmbeddingSteps({ a, b, ...angle }, at(target.data, index), margin, dtype);
  },
});
