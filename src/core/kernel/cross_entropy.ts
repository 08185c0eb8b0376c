import { LARGEST, OFFSET, type RowEngine } from './rows.ts';

/** Cross-entropy of class indices, with the options that the fast path serves. */
export interface FastOptions {
  readonly rows: number;
  readonly classes: number;
  /** Class indices, one per row. */
  readonly targets: ArrayLike<number>;
  readonly reduction?: 'mean' | 'sum';
  readonly ignoreIndex?: number;
  /** One factor per class. Not together with label smoothing. */
  readonly weight?: ArrayLike<number>;
  readonly labelSmoothing?: number;
}

/** A computation in portions, so that a caller can show progress and stop between them. */
export interface Job {
  readonly rows: number;
  /** Rows done so far. */
  readonly done: () => number;
  /** Computes up to `rows` more rows; true when none is left. */
  readonly advance: (rows: number) => boolean;
  /** The loss of the rows done so far; of the whole when all are. NaN for a mean over nothing. */
  readonly loss: () => number;
}

/**
 * Softmax cross-entropy and its gradient, row by row, from one array to another without copies. The engine decides
 * where they lie and who computes: `plainRows` or a kernel workspace.
 */
export function crossEntropyJob(engine: RowEngine, options: FastOptions): Job {
  const divisor = options.reduction === 'sum' ? 1 : weightOfTargets(options);
  let row = 0;
  let total = 0;
  return {
    rows: options.rows,
    done: () => row,
    advance: (rows) => {
      const end = Math.min(options.rows, row + rows);
      for (; row < end; row++) total += computeRow(engine, options, row, 1 / divisor);
      return row === options.rows;
    },
    loss: () => total / divisor,
  };
}

/** Why a call cannot be computed, or undefined. */
export function refuse(options: FastOptions, logits: number, gradient: number | null): string | undefined {
  const { rows, classes, targets, weight, labelSmoothing } = options;
  if (logits !== rows * classes) return `logits hold ${logits} numbers instead of ${rows} × ${classes}`;
  if (gradient !== null && gradient !== logits)
    return `gradient holds ${gradient} numbers instead of ${logits}`;
  if (targets.length !== rows) return `${targets.length} targets for ${rows} rows`;
  if (weight && weight.length !== classes) return `${weight.length} weights for ${classes} classes`;
  if (weight && labelSmoothing) return 'weights together with label smoothing are computed by computeLoss';
  for (let row = 0; row < rows; row++) {
    const y = targets[row] as number;
    if (y !== (options.ignoreIndex ?? -100) && !(y >= 0 && y < classes))
      return `Target ${y} is out of bounds.`;
  }
  return undefined;
}

const isIgnored = (options: FastOptions, row: number): boolean =>
  options.targets[row] === (options.ignoreIndex ?? -100);

const weightOf = ({ weight, targets }: FastOptions, row: number): number =>
  weight ? (weight[targets[row] as number] as number) : 1;

function weightOfTargets(options: FastOptions): number {
  let sum = 0;
  for (let row = 0; row < options.rows; row++) if (!isIgnored(options, row)) sum += weightOf(options, row);
  return sum;
}

/** One row: its loss before the division, and its gradient times `share`. */
function computeRow(engine: RowEngine, options: FastOptions, row: number, share: number): number {
  const max = engine.load(row);
  if (isIgnored(options, row)) {
    engine.clear();
    engine.flush();
    return 0;
  }
  const factor = share * weightOf(options, row);
  const loss =
    Math.abs(max) <= LARGEST
      ? fastRow(engine, options, row, max, factor)
      : slowRow(engine, options, row, factor);
  return loss * weightOf(options, row);
}

/**
 * The true class is kept out of the sum: the loss is log1p(others / own) and the gradient at the true class
 * −others / (own + others), both without cancellation however certain the row is.
 */
function fastRow(engine: RowEngine, options: FastOptions, row: number, max: number, factor: number): number {
  const { classes } = options;
  const y = options.targets[row] as number;
  const smoothing = options.labelSmoothing ?? 0;
  const shift = Math.round(max * Math.LOG2E);
  const z = engine.logit(y);
  const own = Math.exp(z - (shift - OFFSET) * Math.LN2);
  const others = engine.exp(0, y, max, shift) + engine.exp(y + 1, classes, max, shift);
  const sum = own + others;
  const nll = own > 0 ? Math.log1p(others / own) : Math.log(sum) + (shift - OFFSET) * Math.LN2 - z;
  engine.set(y, 0);
  engine.scale(factor / sum, (factor * smoothing) / classes);
  engine.set(y, factor * (smoothing - smoothing / classes - others / sum));
  engine.flush();
  if (smoothing === 0) return nll;
  // log Σ e^z − the mean logit: the mean of −log p over the classes.
  return (1 - smoothing) * nll + smoothing * (nll + z - engine.sum() / classes);
}

/** Rows with infinities or very large logits: the textbook's shifted softmax, two exponentials an element. */
function slowRow(engine: RowEngine, options: FastOptions, row: number, factor: number): number {
  const { classes } = options;
  const y = options.targets[row] as number;
  const smoothing = options.labelSmoothing ?? 0;
  let max = Number.NEGATIVE_INFINITY;
  let mean = 0;
  for (let c = 0; c < classes; c++) {
    max = Math.max(max, engine.logit(c));
    mean += engine.logit(c) / classes;
  }
  let others = 0;
  for (let c = 0; c < classes; c++) if (c !== y) others += Math.exp(engine.logit(c) - max);
  const own = Math.exp(engine.logit(y) - max);
  const sum = own + others;
  for (let c = 0; c < classes; c++) {
    const p = Math.exp(engine.logit(c) - max) / sum;
    engine.set(c, factor * (p - smoothing / classes));
  }
  engine.set(y, factor * (smoothing - smoothing / classes - others / sum));
  engine.flush();
  const nll = own > 0 ? Math.log1p(others / own) : Math.log(sum) + max - engine.logit(y);
  return smoothing === 0 ? nll : (1 - smoothing) * nll + smoothing * (nll + engine.logit(y) - mean);
}
