import { tensor, zeros } from '../create.ts';
import { defineVariant } from '../define.ts';
import { checkEqualShapes, optaxApis, optaxPage, optaxReductions } from '../families/optax.ts';
import { learned, marginParam } from '../families/specs.ts';
import { component, gathered, type Vectors, vectorsOf } from '../families/vectors.ts';
import { precisionOf, type Round } from '../rounding.ts';
import { tripletSteps } from '../steps/triplet_margin_loss.ts';
import type { Tensor } from '../tensor.ts';

interface Rule {
  readonly p: number;
  readonly eps: number;
}

/** (Σ (a − b)^p + ε)^(1/p) */
function distance(
  a: Tensor,
  b: Tensor,
  vectors: Vectors,
  row: number,
  { p, eps }: Rule,
  store: Round,
): number {
  let sum = 0;
  for (let i = 0; i < vectors.length; i++)
    sum += store(store(component(a, vectors, row, i) - component(b, vectors, row, i)) ** p);
  return store(store(store(sum) + eps) ** (1 / p));
}

const rootOfPowers = (u: string, v: string): string =>
  String.raw`\left(\sum_i (${u}_i - ${v}_i)^p + \varepsilon\right)^{1/p}`;

export const optaxTripletMarginLoss = defineVariant({
  id: 'optax.triplet_margin_loss',
  library: 'optax',
  of: { triplet_margin_loss: {} },
  difference:
    'ε is added to the sum of powers under the root, where PyTorch adds it to every difference; unreduced; no swap.',
  title: 'Triplet margin (optax)',
  group: 'margin',
  summary: 'The anchor should be closer to the positive than to the negative, by the margin.',
  formula: String.raw`\ell = \max\left(0,\, \sqrt{\lVert a - p \rVert^2 + \varepsilon} - \sqrt{\lVert a - n \rVert^2 + \varepsilon} + m\right)`,
  references: [optaxPage('triplet_margin_loss')],
  inputs: [
    learned('anchor', 'prediction', ['reals'], 'vectors along the last axis'),
    learned('positive', 'other', ['reals'], 'vectors that should be near the anchors'),
    learned('negative', 'other', ['reals'], 'vectors that should be far from them'),
  ],
  params: [
    { ...marginParam, default: 1 },
    {
      name: 'p',
      label: 'p',
      summary: 'norm_degree: the power of the differences, even',
      kind: 'integer',
      default: 2,
      min: 2,
      slider: [2, 4, 2],
    },
    {
      name: 'eps',
      label: 'ε',
      summary: 'added under the root',
      kind: 'number',
      default: 1e-6,
      min: 0,
      slider: [0, 0.01, 1e-4],
    },
  ],
  reductions: optaxReductions,
  reduction: 'none',
  apis: optaxApis('triplet_margin_loss', ['anchor', 'positive', 'negative']),
  example: { inputs: { anchor: tensor([[0, 0]]), positive: tensor([[0.5, 1]]), negative: tensor([[1, 1]]) } },
  check: ({ inputs: { anchor, positive, negative } }) =>
    checkEqualShapes(anchor, positive) ?? checkEqualShapes(anchor, negative),
  forward: ({ inputs: { anchor, positive, negative }, options, dtype }) => {
    const { store } = precisionOf(dtype);
    const vectors = vectorsOf(anchor);
    const losses = zeros(vectors.shape, dtype);
    for (let row = 0; row < vectors.count; row++) {
      const near = distance(anchor, positive, vectors, row, options, store);
      const far = distance(anchor, negative, vectors, row, options, store);
      losses.data[row] = store(Math.max(0, store(near - far) + options.margin));
    }
    return { losses, divisor: losses.data.length };
  },
  backward: ({ inputs: { anchor, positive, negative }, options, dtype }, upstream) => {
    const { store } = precisionOf(dtype);
    const vectors = vectorsOf(anchor);
    const [a, p, n] = [anchor, positive, negative].map((each) => new Float64Array(each.data.length)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    for (let row = 0; row < vectors.count; row++) {
      const near = distance(anchor, positive, vectors, row, options, store);
      const far = distance(anchor, negative, vectors, row, options, store);
      if (near - far + options.margin <= 0) continue;
      for (let i = 0; i < vectors.length; i++) {
        const x = component(anchor, vectors, row, i);
        const u = upstream[row] as number;
        const pull = u * ((x - component(positive, vectors, row, i)) / near) ** (options.p - 1);
        const push = u * ((x - component(negative, vectors, row, i)) / far) ** (options.p - 1);
        const place = row * vectors.length + i;
        a[place] = pull - push;
        p[place] = -pull;
        n[place] = push;
      }
    }
    return {
      anchor: gathered(a, anchor, dtype, store),
      positive: gathered(p, positive, dtype, store),
      negative: gathered(n, negative, dtype, store),
    };
  },
  steps: ({ inputs: { anchor, positive, negative }, options, dtype }, index) => {
    const { store } = precisionOf(dtype);
    const vectors = vectorsOf(anchor);
    const near = distance(anchor, positive, vectors, index, options, store);
    const far = distance(anchor, negative, vectors, index, options, store);
    const loss = store(Math.max(0, store(near - far) + options.margin));
    return tripletSteps({ near, far, least: far }, options.margin, rootOfPowers, loss);
  },
});
