import { fail, ok, type Result } from '../../result.ts';
import type { LossError } from '../loss.ts';
import type { Kernel, KernelInstance } from './kernel.ts';

export interface BceRequest {
  readonly logits: Float32Array;
  /** Shaped as the logits, between 0 and 1. */
  readonly targets: Float32Array;
  readonly gradient: Float32Array;
  readonly reduction?: 'mean' | 'sum';
  readonly kernel?: Kernel | undefined;
}

/** Elements staged in the kernel's memory at a time: three such arrays fit a processor's first cache. */
const PORTION = 2048;

/**
 * Binary cross-entropy with logits in float32, with its gradient, from one array to another. Without weights; those are
 * computed by `computeLoss`.
 */
export function bceWithLogitsInto(request: BceRequest): Result<number, LossError> {
  const { logits, targets, gradient, reduction, kernel } = request;
  const n = logits.length;
  if (targets.length !== n || gradient.length !== n)
    return fail({
      message: `${n} logits, ${targets.length} targets and room for ${gradient.length} gradients`,
    });
  const divisor = reduction === 'sum' ? 1 : n;
  const instance = kernel?.stage(3 * 4 * PORTION + 64);
  const sum = instance ? staged(instance, request, 1 / divisor) : plain(request, 1 / divisor);
  return ok(sum / divisor);
}

function staged(
  { exports, buffer }: KernelInstance,
  { logits, targets, gradient }: BceRequest,
  scale: number,
): number {
  const [x, y, g] = [64, 64 + 4 * PORTION, 64 + 8 * PORTION].map(
    (at) => new Float32Array(buffer, at, PORTION),
  ) as [Float32Array, Float32Array, Float32Array];
  let total = 0;
  for (let start = 0; start < logits.length; start += PORTION) {
    const count = Math.min(PORTION, logits.length - start);
    x.set(logits.subarray(start, start + count));
    y.set(targets.subarray(start, start + count));
    total += exports.bceRow(x.byteOffset, y.byteOffset, g.byteOffset, count, scale);
    gradient.set(count === PORTION ? g : g.subarray(0, count), start);
  }
  return total;
}

/** σ(x) − y without cancellation: (1 − y) − q for x ≥ 0 and q − y below, q = e^{−|x|} / (1 + e^{−|x|}). */
function plain({ logits, targets, gradient }: BceRequest, scale: number): number {
  let total = 0;
  for (let i = 0; i < logits.length; i++) {
    const x = logits[i] as number;
    const y = targets[i] as number;
    const e = Math.exp(-Math.abs(x));
    const q = e / (1 + e);
    gradient[i] = scale * (x >= 0 ? 1 - y - q : q - y);
    total += Math.max(x, 0) - x * y + Math.log1p(e);
  }
  return total;
}
