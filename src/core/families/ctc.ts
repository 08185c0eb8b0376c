import { logSumExp } from '../numerics.ts';

/**
 * The forward-backward algorithm of connectionist temporal classification for one sequence (Graves et al. 2006,
 * https://www.cs.toronto.edu/~graves/icml_2006.pdf, equations 6–15), in logarithms.
 */
export interface Sequence {
  /** log_probs of class c at time t. */
  readonly logp: (t: number, c: number) => number;
  readonly times: number;
  readonly labels: readonly number[];
  readonly blank: number;
}

const NEVER = Number.NEGATIVE_INFINITY;

/** The labels with blanks between and around them: state s is a blank where s is even. */
const stateClass = ({ labels, blank }: Sequence, s: number): number =>
  s % 2 === 0 ? blank : (labels[(s - 1) / 2] as number);

/** Whether state s may be reached from s − 2: it is a label that differs from the one before. */
const mayskip = (sequence: Sequence, s: number): boolean =>
  s % 2 === 1 && s > 1 && stateClass(sequence, s) !== stateClass(sequence, s - 2);

/** The classes of all states, first to last. */
export const ctcStates = (sequence: Sequence): number[] =>
  Array.from({ length: states(sequence) }, (_, s) => stateClass(sequence, s));

const states = ({ labels }: Sequence): number => 2 * labels.length + 1;

/** log α: the log-probability of all paths that are in state s after time t. Row-major (times, states). */
export function forwardTable(sequence: Sequence): Float64Array {
  const width = states(sequence);
  const alpha = new Float64Array(sequence.times * width).fill(NEVER);
  for (let s = 0; s < Math.min(2, width); s++) alpha[s] = sequence.logp(0, stateClass(sequence, s));
  for (let t = 1; t < sequence.times; t++)
    for (let s = 0; s < width; s++) {
      const before = (k: number) => (k < 0 ? NEVER : (alpha[(t - 1) * width + k] as number));
      const from = [before(s), before(s - 1), mayskip(sequence, s) ? before(s - 2) : NEVER];
      alpha[t * width + s] = logSumExp(from) + sequence.logp(t, stateClass(sequence, s));
    }
  return alpha;
}

/** log β: the log-probability of all ways to finish from state s at time t, that time included. */
function backward(sequence: Sequence): Float64Array {
  const width = states(sequence);
  const last = sequence.times - 1;
  const beta = new Float64Array(sequence.times * width).fill(NEVER);
  for (let s = Math.max(0, width - 2); s < width; s++)
    beta[last * width + s] = sequence.logp(last, stateClass(sequence, s));
  for (let t = last - 1; t >= 0; t--)
    for (let s = 0; s < width; s++) {
      const after = (k: number) => (k >= width ? NEVER : (beta[(t + 1) * width + k] as number));
      const skips = s + 2 < width && mayskip(sequence, s + 2);
      beta[t * width + s] =
        logSumExp([after(s), after(s + 1), skips ? after(s + 2) : NEVER]) +
        sequence.logp(t, stateClass(sequence, s));
    }
  return beta;
}

/** −log of the probability that the sequence's labels come out; +∞ where no alignment exists. */
export function ctcLoss(sequence: Sequence): number {
  if (sequence.times === 0) return sequence.labels.length === 0 ? 0 : Number.POSITIVE_INFINITY;
  const width = states(sequence);
  const alpha = forwardTable(sequence);
  const end = sequence.times * width;
  return -logSumExp(alpha.subarray(end - Math.min(2, width), end));
}

/**
 * PyTorch sets the last time step's entries of the last blank and the last label one after the other: where that label is
 * itself the blank, the first is lost.
 */
const isOverwritten = (sequence: Sequence, t: number, s: number): boolean =>
  t === sequence.times - 1 &&
  s === states(sequence) - 1 &&
  s > 0 &&
  stateClass(sequence, s - 1) === sequence.blank;

/**
 * The share of the paths' probability that passes class c at time t, row-major (times, classes): what the gradient
 * subtracts from the probabilities.
 */
export function occupancy(sequence: Sequence, classes: number): Float64Array {
  const width = states(sequence);
  const out = new Float64Array(sequence.times * classes);
  if (sequence.times === 0) return out;
  const alpha = forwardTable(sequence);
  const beta = backward(sequence);
  const end = sequence.times * width;
  const total = logSumExp(alpha.subarray(end - Math.min(2, width), end));
  for (let t = 0; t < sequence.times; t++)
    for (let s = 0; s < width; s++) {
      const c = stateClass(sequence, s);
      if (isOverwritten(sequence, t, s)) continue;
      const joint = (alpha[t * width + s] as number) + (beta[t * width + s] as number) - sequence.logp(t, c);
      if (joint === NEVER) continue;
      const place = t * classes + c;
      out[place] = (out[place] as number) + Math.exp(joint - total);
    }
  return out;
}
