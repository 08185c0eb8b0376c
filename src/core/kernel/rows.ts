/**
 * What a softmax row needs, on the current row of a logits array and a gradient array. Two implementations: float64
 * TypeScript (plain.ts) and the WebAssembly kernel (workspace.ts). The driver is cross_entropy.ts.
 */
export interface RowEngine {
  /** Takes over one weight per class, which `weightedSum` and `scaleWeighted` need. */
  readonly weigh: (weights: ArrayLike<number>) => void;
  /** Makes `row` the current one. Returns its largest logit; NaN does not count. */
  readonly load: (row: number) => number;
  readonly logit: (c: number) => number;
  /** The sum of the current row's logits. */
  readonly sum: () => number;
  /** Σ w_c·z_c of the current row. */
  readonly weightedSum: () => number;
  /**
   * Leaves 2^(OFFSET − shift)·e^z in the gradient for the classes in [from, to) and returns their sum. Callers keep
   * |max| ≤ 1000.
   */
  readonly exp: (from: number, to: number, max: number, shift: number) => number;
  /** Sets the current row's gradient to 0. */
  readonly clear: () => void;
  /** gradient ← gradient·factor − less over the current row. */
  readonly scale: (factor: number, less: number) => void;
  /** gradient ← gradient·factor − less·w_c over the current row. */
  readonly scaleWeighted: (factor: number, less: number) => void;
  /** Writes one element of the current row's gradient. */
  readonly set: (c: number, value: number) => void;
  /** Ends the current row: after this its gradient lies in the gradient array. */
  readonly flush: () => void;
}

/** The power of two that the largest exponential of a row is near: far enough from both ends of float32. */
export const OFFSET = 48;
/** How far below the maximum a logit still differs from −∞: e^−118 is 0 in float32. */
export const REACH = 118;
/** Rows whose largest logit is beyond this are computed by the reference instead. */
export const LARGEST = 1000;
