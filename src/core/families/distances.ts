import { signOf } from '../numerics.ts';
import type { Tensor } from '../tensor.ts';
import { component, type Vectors } from './vectors.ts';

/** PyTorch's pairwise_distance: the p-norm of a − b + eps, eps added to each component before the norm. */
export interface DistanceRule {
  readonly p: number;
  readonly eps: number;
}

type Round = (x: number) => number;

const differenceAt = (
  a: Tensor,
  b: Tensor,
  vectors: Vectors,
  row: number,
  i: number,
  eps: number,
  store: Round,
) => store(store(component(a, vectors, row, i) - component(b, vectors, row, i)) + eps);

/** The distance between the vectors of row `row`. */
export function distance(
  a: Tensor,
  b: Tensor,
  vectors: Vectors,
  row: number,
  rule: DistanceRule,
  store: Round,
): number {
  let sum = 0;
  for (let i = 0; i < vectors.length; i++) {
    const size = Math.abs(differenceAt(a, b, vectors, row, i, rule.eps, store));
    sum = combine(sum, size, rule.p);
  }
  return store(root(sum, rule.p));
}

function combine(sum: number, size: number, p: number): number {
  if (p === Number.POSITIVE_INFINITY) return Math.max(sum, size);
  if (p === 0) return sum + (size === 0 ? 0 : 1);
  return sum + (p === 2 ? size * size : size ** p);
}

function root(sum: number, p: number): number {
  if (p === 2) return Math.sqrt(sum);
  return p === 0 || p === 1 || p === Number.POSITIVE_INFINITY ? sum : sum ** (1 / p);
}

/** Adds `g` times the gradient of the distance to both sums; nothing where the distance is 0. */
export function addDistanceGradient(
  a: Tensor,
  b: Tensor,
  vectors: Vectors,
  row: number,
  rule: DistanceRule,
  norm: number,
  g: number,
  store: Round,
  sums: { readonly a: Float64Array; readonly b: Float64Array },
): void {
  // 0 times an infinite slope is NaN, as in PyTorch.
  if (norm === 0 || (g === 0 && Number.isFinite(norm))) return;
  const ties = rule.p === Number.POSITIVE_INFINITY ? tiesOf(a, b, vectors, row, rule, norm, store) : 1;
  for (let i = 0; i < vectors.length; i++) {
    const d = differenceAt(a, b, vectors, row, i, rule.eps, store);
    const slope = (g * slopeOf(d, norm, rule.p)) / ties;
    const place = row * vectors.length + i;
    sums.a[place] = (sums.a[place] as number) + slope;
    sums.b[place] = (sums.b[place] as number) - slope;
  }
}

/** How many components are the largest: the maximum norm shares its gradient among them. */
function tiesOf(
  a: Tensor,
  b: Tensor,
  vectors: Vectors,
  row: number,
  { eps }: DistanceRule,
  norm: number,
  store: Round,
): number {
  let ties = 0;
  for (let i = 0; i < vectors.length; i++)
    if (Math.abs(differenceAt(a, b, vectors, row, i, eps, store)) === norm) ties++;
  return ties;
}

function slopeOf(d: number, norm: number, p: number): number {
  if (p === 1) return signOf(d);
  if (p === 2) return d / norm;
  if (p === 0) return 0;
  if (p === Number.POSITIVE_INFINITY) return Math.abs(d) === norm ? Math.sign(d) : 0;
  return (Math.sign(d) * Math.abs(d) ** (p - 1)) / norm ** (p - 1);
}
