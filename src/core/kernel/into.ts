import { fail, ok, type Result } from '../../result.ts';
import type { LossError } from '../loss.ts';
import { crossEntropyJob, type FastOptions, type Job, refuse } from './cross_entropy.ts';
import type { Kernel } from './kernel.ts';
import { plainRows } from './plain.ts';
import { stagedRows } from './workspace.ts';

export interface IntoRequest extends FastOptions {
  /** rows × classes, row-major. */
  readonly logits: Float32Array;
  /** Filled with the gradient of the reduced loss; null when only the loss is wanted. */
  readonly gradient: Float32Array | null;
  /** From `compileKernel`; without it plain TypeScript computes. */
  readonly kernel?: Kernel | undefined;
}

/**
 * Softmax cross-entropy of class indices in float32, with its gradient, from one array to another: no array of the
 * input's size is made. For files and tensors too large for `computeLoss`, whose result it equals to float32 rounding.
 * To compute without any copy, let the arrays be those of `openWorkspace` and run `crossEntropyJob` on its rows.
 */
export function crossEntropyInto(request: IntoRequest): Result<number, LossError> {
  const job = crossEntropyRows(request);
  if (!job.ok) return job;
  job.value.advance(request.rows);
  return ok(job.value.loss());
}

/** The same in portions: call `advance` until it returns true, with a pause or a progress report between the calls. */
export function crossEntropyRows(request: IntoRequest): Result<Job, LossError> {
  const { logits, gradient, classes, kernel } = request;
  const message = refuse(request, logits.length, gradient?.length ?? null);
  if (message !== undefined) return fail({ message });
  const rows =
    (kernel && stagedRows(kernel, logits, classes, gradient)) ?? plainRows(logits, classes, gradient);
  return ok(crossEntropyJob(rows, request));
}
