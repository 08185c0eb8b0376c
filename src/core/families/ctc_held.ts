/*
 * CTC as optax writes it (ctc_loss_with_forward_probs) and Keras copies it: two rows of states, and a logarithm of 0 held
 * at −1e5. An alignment that breaks a rule therefore costs about 100,000 and not infinity, and has a gradient.
 */

/** One sequence. `repeats[n]` tells whether label n + 1 is label n again. */
export interface HeldSequence {
  readonly logp: (t: number, c: number) => number;
  readonly times: number;
  readonly labels: readonly number[];
  readonly repeats: readonly boolean[];
  readonly blank: number;
}

const HELD = -1e5;

/** log α of the blanks between the labels (one more than labels) and of the labels. */
interface States {
  readonly blanks: Float64Array;
  readonly labels: Float64Array;
}

const logAdd = (a: number, b: number): number => Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));

/** The part of a in log(e^a + e^b). */
const partOf = (a: number, sum: number): number => Math.exp(a - sum);

const initial = ({ labels }: HeldSequence): States => ({
  blanks: new Float64Array(labels.length + 1).fill(HELD, 1),
  labels: new Float64Array(labels.length).fill(HELD),
});

/** From a label to the blank after it without time passing, unless the next label is the same. */
function slide({ repeats }: HeldSequence, { blanks, labels }: States): Float64Array {
  const out = Float64Array.from(blanks);
  labels.forEach((label, n) => {
    out[n + 1] = logAdd(blanks[n + 1] as number, label + (repeats[n] ? HELD : 0));
  });
  return out;
}

/** The step from a label to the blank after it that takes time: only where the next label is the same. */
const lateBlank = (sequence: HeldSequence, before: States, t: number, n: number): number =>
  (before.labels[n] as number) + sequence.logp(t, sequence.blank) + (sequence.repeats[n] ? 0 : HELD);

function advance(sequence: HeldSequence, before: States, t: number): States {
  const slid = slide(sequence, before);
  const logBlank = sequence.logp(t, sequence.blank);
  const blanks = slid.map((b) => b + logBlank);
  const labels = before.labels.map((label, n) => {
    const emitted = sequence.logp(t, sequence.labels[n] as number);
    blanks[n + 1] = logAdd(blanks[n + 1] as number, lateBlank(sequence, before, t, n));
    return logAdd((slid[n] as number) + emitted, label + emitted);
  });
  return { blanks, labels };
}

/** All states, before the first step and after each. */
function forward(sequence: HeldSequence): readonly States[] {
  const all = [initial(sequence)];
  for (let t = 0; t < sequence.times; t++) all.push(advance(sequence, all[t] as States, t));
  return all;
}

function ending({ labels }: HeldSequence, last: States): number {
  const blank = last.blanks[labels.length] as number;
  return labels.length === 0 ? blank : logAdd(blank, last.labels[labels.length - 1] as number);
}

/** −log of the probability that the labels come out; about 100,000 for each rule that every alignment must break. */
export function heldLoss(sequence: HeldSequence): number {
  const all = forward(sequence);
  return -ending(sequence, all[sequence.times] as States);
}

/** The derivatives of the loss with respect to logp, row-major (times, classes), by going back through the steps. */
export function heldSlopes(sequence: HeldSequence, classes: number): Float64Array {
  const all = forward(sequence);
  const out = new Float64Array(sequence.times * classes);
  const last = all[sequence.times] as States;
  let slopes = endSlopes(sequence, last);
  for (let t = sequence.times - 1; t >= 0; t--) {
    const row = out.subarray(t * classes, (t + 1) * classes);
    slopes = stepBack(sequence, all[t] as States, all[t + 1] as States, slopes, t, row);
  }
  return out;
}

function endSlopes(sequence: HeldSequence, last: States): States {
  const count = sequence.labels.length;
  const slopes: States = { blanks: new Float64Array(count + 1), labels: new Float64Array(count) };
  const end = ending(sequence, last);
  slopes.blanks[count] = -partOf(last.blanks[count] as number, end);
  if (count > 0) slopes.labels[count - 1] = -partOf(last.labels[count - 1] as number, end);
  return slopes;
}

/** Adds the slopes of this time's logp to `row` and returns those of the states before. */
function stepBack(
  sequence: HeldSequence,
  before: States,
  after: States,
  slopes: States,
  t: number,
  row: Float64Array,
): States {
  const slid = slide(sequence, before);
  const logBlank = sequence.logp(t, sequence.blank);
  const ofSlid = new Float64Array(slid.length);
  const ofLabels = new Float64Array(before.labels.length);
  const add = (to: Float64Array, i: number, by: number) => {
    to[i] = (to[i] as number) + by;
  };
  slopes.blanks.forEach((g, n) => {
    const value = after.blanks[n] as number;
    add(row, sequence.blank, g);
    add(ofSlid, n, g * partOf((slid[n] as number) + logBlank, value));
    if (n > 0) add(ofLabels, n - 1, g * partOf(lateBlank(sequence, before, t, n - 1), value));
  });
  slopes.labels.forEach((g, n) => {
    const label = sequence.labels[n] as number;
    const emitted = sequence.logp(t, label);
    const value = after.labels[n] as number;
    add(row, label, g);
    add(ofSlid, n, g * partOf((slid[n] as number) + emitted, value));
    add(ofLabels, n, g * partOf((before.labels[n] as number) + emitted, value));
  });
  const blanks = ofSlid.map((g, n) => g * partOf(before.blanks[n] as number, slid[n] as number));
  ofSlid.forEach((g, n) => {
    if (n === 0) return;
    const slide = (before.labels[n - 1] as number) + (sequence.repeats[n - 1] ? HELD : 0);
    add(ofLabels, n - 1, g * partOf(slide, slid[n] as number));
  });
  return { blanks, labels: ofLabels };
}
