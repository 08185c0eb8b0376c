import { fail, ok, type Result } from '../../result.ts';
import type { LossError } from '../loss.ts';
import type { Kernel, KernelInstance } from './kernel.ts';

export interface BceRequest {
  readonly logits: Float32Array;
  /** Shaped as the logits, between 0 and 1. */
  readonly targets: Float32Array;
  readonly gradient: Float32Array;
  /** Factors that repeat along the logits: one per element, one per class for (N, C), or a single one. */
  readonly weight?: Float32Array | undefined;
  /** A factor for positive targets; repeats as `weight` does. */
  readonly posWeight?: Float32Array | undefined;
  /** `mean` divides by the number of logits, whatever the weights. */
  readonly reduction?: 'mean' | 'sum';
  readonly kernel?: Kernel | undefined;
}

/** Elements staged in the kernel's memory at a time: five such arrays fit a processor's second cache. */
const PORTION = 2048;
const BASE = 64;

/**
 * Binary cross-entropy with logits in float32, with its gradient, from one array to another:
 * w·(p·y·log(1 + e^{−x}) + (1 − y)·log(1 + e^x)) for each element. Equals `computeLoss` of
 * binary_cross_entropy_with_logits to float32 rounding for finite logits.
 */
export function bceWithLogitsInto(request: BceRequest): Result<number, LossError> {
  const message = refuse(request);
  if (message !== undefined) return fail({ message });
  const divisor = request.reduction === 'sum' ? 1 : request.logits.length;
  const instance = request.kernel?.stage(BASE + 5 * 4 * PORTION);
  const sum = instance ? staged(instance, request, 1 / divisor) : plain(request, 1 / divisor);
  return ok(sum / divisor);
}

function refuse({ logits, targets, gradient, weight, posWeight }: BceRequest): string | undefined {
  const n = logits.length;
  if (targets.length !== n || gradient.length !== n)
    return `${n} logits, ${targets.length} targets and room for ${gradient.length} gradients`;
  for (const factors of [weight, posWeight])
    if (factors && n % factors.length !== 0)
      return `${factors.length} weights do not repeat along ${n} logits`;
  return undefined;
}

function staged({ exports, buffer }: KernelInstance, request: BceRequest, scale: number): number {
  const { logits, targets, gradient, weight, posWeight } = request;
  const [x, y, g, w, p] = [0, 1, 2, 3, 4].map(
    (place) => new Float32Array(buffer, BASE + place * 4 * PORTION, PORTION),
  ) as [Float32Array, Float32Array, Float32Array, Float32Array, Float32Array];
  const weighted = weight !== undefined || posWeight !== undefined;
  let total = 0;
  for (let start = 0; start < logits.length; start += PORTION) {
    const count = Math.min(PORTION, logits.length - start);
    x.set(logits.subarray(start, start + count));
    y.set(targets.subarray(start, start + count));
    if (weighted) {
      repeat(weight, start, w);
      repeat(posWeight, start, p);
      total += exports.bceRowWeighted(
        x.byteOffset,
        y.byteOffset,
        w.byteOffset,
        p.byteOffset,
        g.byteOffset,
        count,
        scale,
      );
    } else total += exports.bceRow(x.byteOffset, y.byteOffset, g.byteOffset, count, scale);
    gradient.set(count === PORTION ? g : g.subarray(0, count), start);
  }
  return total;
}

/** The factors of the elements from `start` on; 1 without factors. */
function repeat(factors: Float32Array | undefined, start: number, out: Float32Array): void {
  if (!factors) {
    out.fill(1);
    return;
  }
  for (let i = 0, k = start % factors.length; i < out.length; i++) {
    out[i] = factors[k] as number;
    k = k + 1 === factors.length ? 0 : k + 1;
  }
}

/** b·σ(x) − a·σ(−x) with a = p·y and b = 1 − y, from q = e^{−|x|} / (1 + e^{−|x|}): no cancellation. */
function plain({ logits, targets, gradient, weight, posWeight }: BceRequest, scale: number): number {
  let total = 0;
  for (let i = 0; i < logits.length; i++) {
    const x = logits[i] as number;
    const y = targets[i] as number;
    const w = weight ? (weight[i % weight.length] as number) : 1;
    const a = y * (posWeight ? (posWeight[i % posWeight.length] as number) : 1);
    const b = 1 - y;
    const e = Math.exp(-Math.abs(x));
    const small = e / (1 + e);
    const large = 1 / (1 + e);
    gradient[i] = scale * w * (x >= 0 ? b * large - a * small : b * small - a * large);
    total += w * (a * Math.max(-x, 0) + b * Math.max(x, 0) + (a + b) * Math.log1p(e));
  }
  return total;
}
