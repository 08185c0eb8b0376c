/** Bounds of one evaluation. Work counts elements touched, so that it ends without looking at a clock. */
export interface Limits {
  /** Statements, expressions and calls. */
  readonly steps: number;
  /** Nested calls. */
  readonly depth: number;
  /** Elements of one tensor. */
  readonly elements: number;
  /** Elements computed in all operations together. */
  readonly work: number;
  /** Bytes of all tensors and strings ever made. */
  readonly memory: number;
  /** Characters of all prints. */
  readonly output: number;
}

/** About a tenth of a second. */
export const defaultLimits: Limits = {
  steps: 100_000,
  depth: 60,
  elements: 1_000_000,
  work: 5_000_000,
  memory: 256_000_000,
  output: 1_000_000,
};
