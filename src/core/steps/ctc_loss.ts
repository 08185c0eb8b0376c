import { ctcStates, forwardTable, type Sequence } from '../families/ctc.ts';
import type { Step } from '../loss.ts';
import { logSumExp } from '../numerics.ts';
import { grouped, latex, vector } from './latex.ts';
import { step } from './step.ts';

/** How many time steps are spelled out before only the last one is. */
const SHOWN = 5;

/**
 * The steps to the loss of one sequence: the labels with blanks between them, the forward table time by time, its end.
 * @param loss as it was rounded
 */
export function ctcSteps(sequence: Sequence, loss: number): readonly Step[] {
  const states = ctcStates(sequence);
  const extended = step(
    `Labels with blanks (${sequence.blank}) between and around them`,
    String.raw`y' = (b, y_1, b, y_2, \dots, b)`,
    `(${states.join(', ')})`,
    states,
  );
  if (sequence.times === 0)
    return [
      extended,
      step('No time steps', String.raw`\ell = -\log [S = 0]`, `S = ${sequence.labels.length}`, loss),
    ];
  const table = forwardTable(sequence);
  const column = (t: number) => Array.from(table.subarray(t * states.length, (t + 1) * states.length));
  const ends = column(sequence.times - 1).slice(-2);
  return [
    extended,
    ...timesShown(sequence.times).map((t) => columnStep(sequence, t, column(t), states)),
    step(
      'Paths that end in the last label or the last blank',
      String.raw`\log p = \log \sum_{s \ge S' - 1} e^{\alpha_T(s)}`,
      String.raw`\log \left( ${ends.map((a) => `e^{${latex(a)}}`).join(' + ')} \right)`,
      logSumExp(ends),
    ),
    step('Negative log-likelihood', String.raw`\ell = -\log p`, `-${grouped(-loss)}`, loss),
  ];
}

const timesShown = (times: number): readonly number[] => {
  const first = Array.from({ length: Math.min(times, SHOWN) }, (_, t) => t);
  return times > SHOWN ? [...first, times - 1] : first;
};

function columnStep(
  sequence: Sequence,
  t: number,
  alpha: readonly number[],
  states: readonly number[],
): Step {
  const emitted = states.map((c) => sequence.logp(t, c));
  return t === 0
    ? step(
        'Log-probability to be in each state at time 1',
        String.raw`\alpha_1(s) = \log p_1(y'_s), \; s \le 2`,
        vector(emitted),
        alpha,
      )
    : step(
        `Log-probability to be in each state at time ${t + 1}`,
        String.raw`\alpha_t(s) = \log \sum_{s' \to s} e^{\alpha_{t-1}(s')} + \log p_t(y'_s)`,
        String.raw`\dots + ${vector(emitted)}`,
        alpha,
      );
}

/** What zero_infinity makes of a sequence without any alignment. */
export const zeroInfinityStep: Step = step(
  'Infinite, and zeroed by zero_infinity',
  String.raw`\ell = 0 \quad \text{if } \ell = \infty`,
  '0',
  0,
);
