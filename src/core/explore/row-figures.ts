import type { Kernel } from '../kernel/kernel.ts';
import type { LossDefinition, Options, Reduction, Scale } from '../loss.ts';
import type { DType } from '../tensor.ts';
import type { Activated } from './activation.ts';
import type { Link } from './scale.ts';

export interface RowsRequest {
  readonly loss: LossDefinition;
  readonly options: Options;
  readonly reduction: Reduction;
  readonly dtype: DType;
  /** What stands between the batch's numbers and the loss. */
  readonly activated: Pick<Activated, 'activation' | 'temperature'>;
  /** What the batch's numbers are, and how they become probabilities. */
  readonly scale: { readonly raw: Scale; readonly link: Link | null };
  readonly kernel?: Kernel | undefined;
}

/** What is known of each row of a batch. Gradients are of the sum: times the whole's share they are the reduced loss's. */
export interface RowFigures {
  /** The mean of the row's elements of the unreduced loss. */
  readonly losses: Float64Array;
  /** The probability given to what is true; NaN where that has no meaning. */
  readonly truth: Float64Array;
  /** Length of the gradient with respect to the row's scores. */
  readonly norms: Float64Array;
  /** The largest finite magnitude in that gradient. */
  readonly steepest: Float64Array;
  readonly ignored: Uint8Array;
}

/** The sum of a portion's elements and what a mean over it would divide by. */
export interface Sum {
  readonly sum: number;
  readonly divisor: number;
}

/** Euclidean length and largest finite magnitude. */
export function lengthOf(data: ArrayLike<number>): { readonly norm: number; readonly steepest: number } {
  let [sum, steepest] = [0, 0];
  for (let i = 0; i < data.length; i++) {
    const size = Math.abs(data[i] as number);
    sum += size * size;
    if (size > steepest && size < Number.POSITIVE_INFINITY) steepest = size;
  }
  return { norm: Math.sqrt(sum), steepest };
}
