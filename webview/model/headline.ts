import type { Evaluation } from './evaluation.ts';
import { fixed } from './format.ts';

export type Unit = 'nats' | 'bits';

/** The large number and what stands beside it. */
export interface Headline {
  readonly value: number;
  readonly text: string;
  readonly unit: string;
  readonly note: string;
  /** exp(loss), where the loss is in nats per sample. */
  readonly perplexity: number | null;
  /** The loss of a uniform guess: ln C. */
  readonly chance: number | null;
}

const perNat = { nats: 1, bits: Math.LN2 } as const;

export const inUnit = (nats: number, unit: Unit): number => nats / perNat[unit];

/** Losses whose value is information: minus the logarithm of a probability. */
const informationGroups: ReadonlySet<string> = new Set(['classification', 'binary', 'distribution']);

export function headlineOf(evaluation: Evaluation, unit: Unit): Headline {
  const { problem, value } = evaluation;
  const { loss, setting, axes } = problem;
  const informative = informationGroups.has(loss.group) && problem.scale.link !== null;
  const averaged = setting.reduction !== 'sum';
  const shown = informative ? inUnit(value, unit) : value;
  const classes = problem.scale.link === 'sigmoid' ? 2 : axes.columns;
  const hasChance = informative && loss.group !== 'distribution' && averaged && classes > 1;
  return {
    value: shown,
    text: fixed(shown),
    unit: informative ? unit : '',
    note: notes[setting.reduction](problem.axes.rows),
    perplexity: informative && averaged && loss.group === 'classification' ? Math.exp(value) : null,
    chance: hasChance ? inUnit(Math.log(classes), unit) : null,
  };
}

const samples = (n: number): string => (n === 1 ? '1 sample' : `${n} samples`);

const notes = {
  mean: (n: number) => `mean of ${samples(n)}`,
  batchmean: (n: number) => `sum over ${samples(n)}, divided by their number`,
  sum: (n: number) => `sum over ${samples(n)}`,
  none: (n: number) => `not reduced; the mean of ${samples(n)} is shown`,
} as const;
