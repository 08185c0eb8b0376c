import { LARGEST, OFFSET, type RowEngine } from './rows.ts';

/** Cross-entropy of class indices, with the options that the fast path serves. */
export interface FastOptions {
  readonly rows: number;
  readonly classes: number;
  /** Class indices, one per row. */
  readonly targets: ArrayLike<number>;
  readonly reduction?: 'mean' | 'sum';
  readonly ignoreIndex?: number;
  /** One factor per class, kept as float32. */
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
  const plan = planOf(options, 1 / divisor);
  let row = 0;
  let total = 0;
  return {
    rows: options.rows,
    done: () => row,
    advance: (rows) => {
      const end = Math.min(options.rows, row + rows);
      // Again for each portion: another job may have used the engine's memory between them.
      if (plan.weighted) engine.weigh(options.weight ?? []);
      for (; row < end; row++) total += computeRow(engine, options, plan, row);
      return row === options.rows;
    },
    loss: () => total / divisor,
  };
}

/** Why a call cannot be computed, or undefined. */
export function refuse(options: FastOptions, logits: number, gradient: number | null): string | undefined {
  const { rows, classes, targets, weight } = options;
  if (logits !== rows * classes) return `logits hold ${logits} numbers instead of ${rows} × ${classes}`;
  if (gradient !== null && gradient !== logits)
    return `gradient holds ${gradient} numbers instead of ${logits}`;
  if (targets.length !== rows) return `${targets.length} targets for ${rows} rows`;
  if (weight && weight.length !== classes) return `${weight.length} weights for ${classes} classes`;
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

/** What is the same for every row. */
interface Plan {
  readonly share: number;
  readonly smoothing: number;
  /** The part of the smoothing that each class gets. */
  readonly spread: number;
  /** Σ of the class weights; without weights the number of classes. */
  readonly weightSum: number;
  /** Whether smoothing and weights meet, so that each class has a part of its own. */
  readonly weighted: boolean;
}

function planOf({ classes, weight, labelSmoothing }: FastOptions, share: number): Plan {
  const smoothing = labelSmoothing ?? 0;
  let weightSum = weight ? 0 : classes;
  for (let c = 0; weight && c < classes; c++) weightSum += weight[c] as number;
  const weighted = weight !== undefined && smoothing !== 0;
  return { share, smoothing, spread: smoothing / classes, weightSum, weighted };
}

/** One row: its loss before the division, and its gradient times the plan's share. */
function computeRow(engine: RowEngine, options: FastOptions, plan: Plan, row: number): number {
  const max = engine.load(row);
  if (isIgnored(options, row)) {
    engine.clear();
    engine.flush();
    return 0;
  }
  const y = options.targets[row] as number;
  const own = weightOf(options, row);
  const part = Math.abs(max) <= LARGEST ? fastRow : slowRow;
  return part(engine, { plan, classes: options.classes, y, own }, max);
}

interface Row {
  readonly plan: Plan;
  readonly classes: number;
  readonly y: number;
  /** The weight of class y. */
  readonly own: number;
}

/** The loss −Σ v_c log p_c with v = (1 − ε)·w_y at y and ε/C·w_c everywhere. */
function lossOf({ plan, own }: Row, nll: number, z: number, dot: number): number {
  const { smoothing, spread, weightSum } = plan;
  if (smoothing === 0) return own * nll;
  // log Σ e^z is nll + z: its distance to the logits, weighted, is the smoothing's part.
  return (1 - smoothing) * own * nll + spread * (weightSum * (nll + z) - dot);
}

/** Σ v: what the gradient multiplies the probabilities by. */
const coefficientOf = ({ plan, own }: Row): number =>
  (1 - plan.smoothing) * own + plan.spread * plan.weightSum;

/**
 * The true class is kept out of the sum: the loss is log1p(others / own) and the gradient at the true class
 * −others / (own + others), both without cancellation however certain the row is.
 */
function fastRow(engine: RowEngine, row: Row, max: number): number {
  const { classes, y } = row;
  const { share, spread, weighted } = row.plan;
  const shift = Math.round(max * Math.LOG2E);
  const z = engine.logit(y);
  const own = Math.exp(z - (shift - OFFSET) * Math.LN2);
  const others = engine.exp(0, y, max, shift) + engine.exp(y + 1, classes, max, shift);
  const sum = own + others;
  const nll = own > 0 ? Math.log1p(others / own) : Math.log(sum) + (shift - OFFSET) * Math.LN2 - z;
  const factor = share * coefficientOf(row);
  engine.set(y, 0);
  if (weighted) engine.scaleWeighted(factor / sum, share * spread);
  else engine.scale(factor / sum, share * row.own * spread);
  engine.set(y, slopeAtTarget(row, others / sum));
  engine.flush();
  return lossOf(row, nll, z, smoothedSum(engine, row.plan));
}

/** The gradient at the true class, from the probability of the others. */
const slopeAtTarget = (row: Row, others: number): number =>
  row.plan.share * (row.plan.spread * (row.plan.weightSum - row.own) - coefficientOf(row) * others);

function smoothedSum(engine: RowEngine, { weighted, smoothing }: Plan): number {
  if (smoothing === 0) return 0;
  return weighted ? engine.weightedSum() : engine.sum();
}

/** Rows with infinities or very large logits: the textbook's shifted softmax, two exponentials an element. */
function slowRow(engine: RowEngine, row: Row): number {
  const { classes, y } = row;
  const { share, spread, weighted } = row.plan;
  let max = Number.NEGATIVE_INFINITY;
  for (let c = 0; c < classes; c++) max = Math.max(max, engine.logit(c));
  let others = 0;
  for (let c = 0; c < classes; c++) if (c !== y) others += Math.exp(engine.logit(c) - max);
  const own = Math.exp(engine.logit(y) - max);
  const sum = own + others;
  const factor = share * coefficientOf(row);
  for (let c = 0; c < classes; c++) engine.set(c, (factor * Math.exp(engine.logit(c) - max)) / sum);
  if (weighted) engine.scaleWeighted(1, share * spread);
  else engine.scale(1, share * row.own * spread);
  engine.set(y, slopeAtTarget(row, others / sum));
  const dot = smoothedSum(engine, row.plan);
  engine.flush();
  const nll = own > 0 ? Math.log1p(others / own) : Math.log(sum) + max - engine.logit(y);
  return lossOf(row, nll, engine.logit(y), dot);
}
