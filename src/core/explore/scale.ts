import { logSigmoid, logSoftmax, logSumExp, sigmoid, softmax } from '../numerics.ts';

/** How scores become probabilities: over the classes of a row together, or each by itself. */
export type Link = 'softmax' | 'sigmoid';

/** The three ways in which a prediction over classes is written down. */
export type ProbabilityScale = 'logits' | 'probabilities' | 'log-probabilities';

/** log(p / (1 − p)), accurate near both ends. ±∞ at 1 and 0. */
export const logit = (p: number): number => Math.log(p) - Math.log1p(-p);

/**
 * One row of a prediction in another scale. Logits from probabilities are those whose constant is zero: log p under
 * softmax, where any constant could be added.
 */
export function convertRow(
  values: Float64Array,
  from: ProbabilityScale,
  to: ProbabilityScale,
  link: Link,
): Float64Array {
  if (from === to) return values;
  if (from === 'logits') {
    if (link === 'sigmoid') return values.map(to === 'probabilities' ? sigmoid : logSigmoid);
    return to === 'probabilities' ? softmax(values) : logSoftmax(values);
  }
  if (to === 'probabilities') return values.map(Math.exp);
  const logs = from === 'probabilities' ? values.map(Math.log) : values;
  if (to === 'log-probabilities' || link === 'softmax') return logs;
  return logs.map((log) => logit(Math.exp(log)));
}

/**
 * The row, in its own scale, in which class `k` has probability `p`. Under softmax the other classes keep their ratios
 * to one another: of logits only the one changes; of probabilities the others take up the difference.
 */
export function withProbability(
  values: Float64Array,
  scale: ProbabilityScale,
  k: number,
  p: number,
  link: Link,
): Float64Array {
  if (scale === 'logits') return replace(values, k, logitForProbability(values, k, p, link));
  if (link === 'sigmoid') return replace(values, k, scale === 'probabilities' ? p : Math.log(p));
  const logs = scale === 'probabilities' ? values.map(Math.log) : values;
  const rest = logSumExp(logs.filter((_, c) => c !== k));
  // All other classes at 0: they share what is left evenly.
  const room = Math.log1p(-p);
  const moved = logs.map((log, c) =>
    c === k
      ? Math.log(p)
      : rest === Number.NEGATIVE_INFINITY
        ? room - Math.log(logs.length - 1)
        : log - rest + room,
  );
  return scale === 'probabilities' ? moved.map(Math.exp) : moved;
}

/**
 * The logit that gives class `k` the probability `p` while the other logits stay. With one class under softmax any logit
 * gives 1; it is returned unchanged.
 */
function logitForProbability(logits: Float64Array, k: number, p: number, link: Link): number {
  if (link === 'sigmoid') return logit(p);
  const others = logits.filter((_, c) => c !== k);
  return others.length === 0 ? (logits[k] as number) : logit(p) + logSumExp(others);
}

function replace(values: Float64Array, k: number, value: number): Float64Array {
  const out = values.slice();
  out[k] = value;
  return out;
}
