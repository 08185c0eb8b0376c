import { tensor, zeros } from '../create.ts';
import { defineVariant } from '../define.ts';
import { checkRegression, kerasApis, kerasPage, kerasReductions } from '../families/keras.ts';
import { fixed, learned } from '../families/specs.ts';
import { component, gathered, type Vectors, vectorAt, vectorsOf } from '../families/vectors.ts';
import { precisionOf, type Round } from '../rounding.ts';
import { unitVectorSteps } from '../steps/cosine.ts';
import { grouped } from '../steps/latex.ts';
import { step } from '../steps/step.ts';
import type { Tensor } from '../tensor.ts';

/** The norm of a vector, not below √1e-12. */
function norm(of: Tensor, vectors: Vectors, row: number, store: Round): number {
  let square = 0;
  for (let i = 0; i < vectors.length; i++) square += store(component(of, vectors, row, i) ** 2);
  return store(Math.sqrt(Math.max(store(square), 1e-12)));
}

export const kerasCosineSimilarity = defineVariant({
  id: 'keras.cosine_similarity',
  library: 'keras',
  of: { cosine_embedding_loss: {} },
  difference:
    'The negative cosine itself, from −1 (same direction) to 1; there are no signs for dissimilar pairs and no margin.',
  title: 'Cosine similarity (Keras)',
  group: 'margin',
  summary: 'Minus the cosine of the angle between prediction and target.',
  formula: String.raw`\ell = -\frac{x \cdot y}{\lVert x \rVert\, \lVert y \rVert}`,
  references: [kerasPage('regression', 'CosineSimilarity')],
  inputs: [
    learned('input1', 'prediction', ['reals'], 'y_pred: vectors along the last axis'),
    fixed('input2', 'target', ['reals'], 'y_true: vectors, shaped as y_pred'),
  ],
  params: [],
  reductions: kerasReductions,
  reduction: 'mean',
  apis: kerasApis('CosineSimilarity', 'cosine_similarity', ['input2', 'input1']),
  example: { inputs: { input1: tensor([[1, 2, 0]]), input2: tensor([[1, 1, 0]]) } },
  check: ({ inputs: { input1, input2 } }) => checkRegression(input1, input2),
  forward: ({ inputs: { input1, input2 }, dtype }) => {
    const vectors = vectorsOf(input1);
    const { store } = precisionOf(dtype);
    const losses = zeros(vectors.shape, dtype);
    for (let row = 0; row < vectors.count; row++) {
      const [a, b] = [norm(input1, vectors, row, store), norm(input2, vectors, row, store)];
      let dot = 0;
      for (let i = 0; i < vectors.length; i++)
        dot += store(
          store(component(input1, vectors, row, i) / a) * store(component(input2, vectors, row, i) / b),
        );
      losses.data[row] = store(-dot);
    }
    return { losses, divisor: losses.data.length, emptyMean: 0 };
  },
  backward: ({ inputs: { input1, input2 }, dtype }, upstream) => {
    const vectors = vectorsOf(input1);
    const { store } = precisionOf(dtype);
    const sums = new Float64Array(input1.data.length);
    for (let row = 0; row < vectors.count; row++) {
      const [a, b] = [norm(input1, vectors, row, store), norm(input2, vectors, row, store)];
      let dot = 0;
      for (let i = 0; i < vectors.length; i++)
        dot += component(input1, vectors, row, i) * component(input2, vectors, row, i);
      for (let i = 0; i < vectors.length; i++) {
        const own = (component(input1, vectors, row, i) * dot) / (a * a);
        sums[row * vectors.length + i] =
          ((upstream[row] as number) * (own - component(input2, vectors, row, i))) / (a * b);
      }
    }
    return { input1: gathered(sums, input1, dtype, store) };
  },
  steps: ({ inputs: { input1, input2 }, dtype }, index) => {
    const vectors = vectorsOf(input1);
    const { store } = precisionOf(dtype);
    const [a, b] = [vectorAt(input1, vectors, index), vectorAt(input2, vectors, index)];
    const norms = [norm(input1, vectors, index, store), norm(input2, vectors, index, store)] as const;
    const { steps, cosine } = unitVectorSteps(a, b, norms, store);
    return [...steps, step('Its negative', String.raw`\ell = -\cos`, `-${grouped(cosine)}`, store(-cosine))];
  },
});
