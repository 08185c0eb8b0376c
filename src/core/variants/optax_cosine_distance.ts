import { tensor, zeros } from '../create.ts';
import { defineVariant } from '../define.ts';
import { checkEqualShapes, optaxApis, optaxPage, optaxReductions } from '../families/optax.ts';
import { learned } from '../families/specs.ts';
import { component, gathered, type Vectors, vectorAt, vectorsOf } from '../families/vectors.ts';
import { precisionOf, type Round } from '../rounding.ts';
import { unitVectorSteps } from '../steps/cosine.ts';
import { grouped } from '../steps/latex.ts';
import { step } from '../steps/step.ts';
import type { Tensor } from '../tensor.ts';

/** The squared norm, not below epsilon. */
function square(of: Tensor, vectors: Vectors, row: number, epsilon: number, store: Round): number {
  let sum = 0;
  for (let i = 0; i < vectors.length; i++) sum += store(component(of, vectors, row, i) ** 2);
  return Math.max(store(sum), epsilon);
}

export const optaxCosineDistance = defineVariant({
  id: 'optax.cosine_distance',
  library: 'optax',
  of: { cosine_embedding_loss: {} },
  difference:
    '1 − cosine for every pair, without signs or margin; a vector of zeros gives NaN unless epsilon is raised.',
  title: 'Cosine distance (optax)',
  group: 'margin',
  summary: 'One minus the cosine of the angle between prediction and target.',
  formula: String.raw`\ell = 1 - \frac{x \cdot y}{\lVert x \rVert\, \lVert y \rVert}`,
  references: [optaxPage('cosine_distance')],
  inputs: [
    learned('input1', 'prediction', ['reals'], 'vectors along the last axis'),
    learned('input2', 'target', ['reals'], 'vectors, shaped as input1'),
  ],
  params: [
    {
      name: 'epsilon',
      label: 'ε',
      summary: 'the smallest squared norm',
      kind: 'number',
      default: 0,
      min: 0,
      slider: [0, 0.01, 1e-4],
    },
  ],
  reductions: optaxReductions,
  reduction: 'none',
  apis: optaxApis('cosine_distance', ['input1', 'input2']),
  example: { inputs: { input1: tensor([[1, 2, 0]]), input2: tensor([[1, 1, 0]]) } },
  check: ({ inputs: { input1, input2 } }) => checkEqualShapes(input1, input2),
  forward: ({ inputs: { input1, input2 }, options: { epsilon }, dtype }) => {
    const vectors = vectorsOf(input1);
    const { store } = precisionOf(dtype);
    const losses = zeros(vectors.shape, dtype);
    for (let row = 0; row < vectors.count; row++) {
      const a = store(Math.sqrt(square(input1, vectors, row, epsilon, store)));
      const b = store(Math.sqrt(square(input2, vectors, row, epsilon, store)));
      let cosine = 0;
      for (let i = 0; i < vectors.length; i++)
        cosine += store(
          store(component(input1, vectors, row, i) / a) * store(component(input2, vectors, row, i) / b),
        );
      losses.data[row] = store(1 - store(cosine));
    }
    return { losses, divisor: losses.data.length };
  },
  backward: ({ inputs: { input1, input2 }, options: { epsilon }, dtype }, upstream) => {
    const vectors = vectorsOf(input1);
    const { store } = precisionOf(dtype);
    const [g1, g2] = [new Float64Array(input1.data.length), new Float64Array(input2.data.length)];
    for (let row = 0; row < vectors.count; row++) {
      const [aa, bb] = [
        square(input1, vectors, row, epsilon, store),
        square(input2, vectors, row, epsilon, store),
      ];
      let dot = 0;
      for (let i = 0; i < vectors.length; i++)
        dot += component(input1, vectors, row, i) * component(input2, vectors, row, i);
      const share = (upstream[row] as number) / Math.sqrt(aa * bb);
      for (let i = 0; i < vectors.length; i++) {
        const [x, y] = [component(input1, vectors, row, i), component(input2, vectors, row, i)];
        g1[row * vectors.length + i] = share * ((x * dot) / aa - y);
        g2[row * vectors.length + i] = share * ((y * dot) / bb - x);
      }
    }
    return { input1: gathered(g1, input1, dtype, store), input2: gathered(g2, input2, dtype, store) };
  },
  steps: ({ inputs: { input1, input2 }, options: { epsilon }, dtype }, index) => {
    const vectors = vectorsOf(input1);
    const { store } = precisionOf(dtype);
    const [a, b] = [vectorAt(input1, vectors, index), vectorAt(input2, vectors, index)];
    const norm = (of: Tensor) => store(Math.sqrt(square(of, vectors, index, epsilon, store)));
    const { steps, cosine } = unitVectorSteps(a, b, [norm(input1), norm(input2)], store);
    const distance = store(1 - store(cosine));
    return [...steps, step('Distance', String.raw`\ell = 1 - \cos`, `1 - ${grouped(cosine)}`, distance)];
  },
});
