import { tensor, zeros } from '../create.ts';
import { defineLoss } from '../define.ts';
import { checkLengths, collected, commonOf, expanded } from '../families/broadcast.ts';
import { addDistanceGradient, distance } from '../families/distances.ts';
import { checkBroadcast } from '../families/elementwise.ts';
import { learned, marginParam, plainReductions, torchApis, torchPage } from '../families/specs.ts';
import { vectorsOf } from '../families/vectors.ts';
import type { LossError } from '../loss.ts';
import { precisionOf } from '../rounding.ts';
import { tripletSteps } from '../steps/triplet_margin_loss.ts';
import type { DType, Tensor } from '../tensor.ts';

interface TripletCall {
  readonly inputs: { readonly anchor: Tensor; readonly positive: Tensor; readonly negative: Tensor };
  readonly options: {
    readonly margin: number;
    readonly p: number;
    readonly eps: number;
    readonly swap: boolean;
  };
  readonly dtype: DType;
}

function check({ anchor, positive, negative }: TripletCall['inputs']): LossError | undefined {
  const [a, p, n] = [anchor, positive, negative].map((each) => each.shape.length);
  if (a !== p || p !== n)
    return {
      message: `The anchor, positive, and negative tensors are expected to have the same number of dimensions, but got: anchor ${a}D, positive ${p}D, and negative ${n}D inputs`,
      cure: 'Give three tensors of shape (N, D).',
      at: 'anchor',
    };
  return (
    checkBroadcast(anchor, positive, 'positive') ??
    checkBroadcast(anchor, negative, 'negative') ??
    checkLengths(anchor, positive) ??
    checkLengths(anchor, negative)
  );
}

/** The call with all three tensors repeated to their common shape, as PyTorch broadcasts them. */
function aligned(call: TripletCall): TripletCall {
  const { anchor, positive, negative } = call.inputs;
  const shape = commonOf([anchor.shape, positive.shape, negative.shape]) ?? anchor.shape;
  const inputs = {
    anchor: expanded(anchor, shape),
    positive: expanded(positive, shape),
    negative: expanded(negative, shape),
  };
  return { ...call, inputs };
}

/** The distances of one triplet; with swap the negative's smaller one, to the anchor or to the positive. */
function distancesOf({ inputs: { anchor, positive, negative }, options, dtype }: TripletCall, row: number) {
  const { store } = precisionOf(dtype);
  const vectors = vectorsOf(anchor);
  const near = distance(anchor, positive, vectors, row, options, store);
  const far = distance(anchor, negative, vectors, row, options, store);
  const across = options.swap
    ? distance(positive, negative, vectors, row, options, store)
    : Number.POSITIVE_INFINITY;
  return { near, far, across, least: Math.min(far, across) };
}

/** The hinge on the difference of the distances. */
function lossOf({ options, dtype }: TripletCall, near: number, least: number): number {
  const { store } = precisionOf(dtype);
  return store(Math.max(0, store(store(options.margin + near) - least)));
}

/** The share of the gradient that the first of two minima gets: PyTorch halves it where they are equal. */
const shareOf = (a: number, b: number): number => (a === b ? 0.5 : Number(a < b));

const norm = (u: string, v: string): string => String.raw`\lVert ${u} - ${v} + \varepsilon \rVert`;

export const tripletMarginLoss = defineLoss({
  id: 'triplet_margin_loss',
  title: 'Triplet margin',
  group: 'margin',
  summary: 'The anchor should be closer to the positive than to the negative, by the margin.',
  formula: String.raw`\ell = \max\left(0,\, \lVert a - p + \varepsilon \rVert - \lVert a - n + \varepsilon \rVert + m\right)`,
  references: [
    torchPage('TripletMarginLoss'),
    {
      title: 'Balntas et al. 2016: Learning local feature descriptors with triplets',
      url: 'https://doi.org/10.5244/C.30.119',
    },
  ],
  inputs: [
    learned('anchor', 'prediction', ['reals'], 'vectors of shape (N, D) or (D)'),
    learned('positive', 'other', ['reals'], 'vectors that should be near the anchors'),
    learned('negative', 'other', ['reals'], 'vectors that should be far from them'),
  ],
  params: [
    {
      ...marginParam,
      default: 1,
      min: 0,
      exclusiveMin: true,
      refusal: 'margin must be greater than 0, got {}',
    },
    {
      name: 'p',
      label: 'p',
      summary: 'the norm: 1 for sums of absolute differences, 2 for Euclidean',
      kind: 'number',
      default: 2,
      min: 0,
      slider: [1, 4, 0.5],
    },
    {
      name: 'eps',
      label: 'ε',
      summary: 'added to each difference before the norm',
      kind: 'number',
      default: 1e-6,
      slider: [0, 0.01, 1e-4],
    },
    {
      name: 'swap',
      label: 'Swap',
      summary: 'measures the negative from the positive when that is nearer',
      kind: 'boolean',
      default: false,
    },
  ],
  reductions: plainReductions,
  reduction: 'mean',
  apis: torchApis('triplet_margin_loss', 'TripletMarginLoss', ['anchor', 'positive', 'negative']),
  example: {
    inputs: { anchor: tensor([[0, 0]]), positive: tensor([[0.5, 1]]), negative: tensor([[1, 1]]) },
  },
  check: ({ inputs }) => check(inputs),
  forward: (given) => {
    const call = aligned(given);
    const vectors = vectorsOf(call.inputs.anchor);
    const losses = zeros(vectors.shape, call.dtype);
    for (let row = 0; row < vectors.count; row++) {
      const { near, least } = distancesOf(call, row);
      losses.data[row] = lossOf(call, near, least);
    }
    return { losses, divisor: losses.data.length };
  },
  backward: (given, upstream) => {
    const call = aligned(given);
    const { anchor, positive, negative } = call.inputs;
    const vectors = vectorsOf(anchor);
    const { store } = precisionOf(call.dtype);
    const sums = [anchor, positive, negative].map((each) => new Float64Array(each.data.length));
    const [a, p, n] = sums as [Float64Array, Float64Array, Float64Array];
    for (let row = 0; row < vectors.count; row++) {
      const { near, far, across, least } = distancesOf(call, row);
      const active = lossOf(call, near, least) > 0;
      if (!active && Number.isFinite(near) && Number.isFinite(far)) continue;
      const g = active ? (upstream[row] as number) : 0;
      const toAnchor = call.options.swap ? shareOf(far, across) : 1;
      addDistanceGradient(anchor, positive, vectors, row, call.options, near, g, store, { a, b: p });
      addDistanceGradient(anchor, negative, vectors, row, call.options, far, -g * toAnchor, store, {
        a,
        b: n,
      });
      if (call.options.swap)
        addDistanceGradient(
          positive,
          negative,
          vectors,
          row,
          call.options,
          across,
          -g * (1 - toAnchor),
          store,
          {
            a: p,
            b: n,
          },
        );
    }
    return {
      anchor: collected(a, anchor.shape, given.inputs.anchor, call.dtype, store),
      positive: collected(p, anchor.shape, given.inputs.positive, call.dtype, store),
      negative: collected(n, anchor.shape, given.inputs.negative, call.dtype, store),
    };
  },
  steps: (given, index) => {
    const call = aligned(given);
    const { near, far, across, least } = distancesOf(call, index);
    const distances = { near, far, across: call.options.swap ? across : undefined, least };
    return tripletSteps(distances, call.options.margin, norm, lossOf(call, near, least));
  },
});
