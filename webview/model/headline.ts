import { floorOfProbabilitiesAsLogits } from '../../src/core/explore/floor.ts';
import type { Evaluation } from './evaluation.ts';
import { fixed } from './format.ts';
import type { Problem } from './problem.ts';
import { takenScale } from './roles.ts';

export type Unit = 'nats' | 'bits';

/** The large number and what stands beside it. Numbers are in the unit shown. */
export interface Headline {
  readonly value: number;
  readonly text: string;
  readonly unit: Unit | '';
  readonly note: string;
  /** exp(loss), where the loss is in nats per sample. */
  readonly perplexity: number | null;
  /** The loss of a uniform guess: ln C. */
  readonly chance: number | null;
  /** What the loss cannot go below, however good the model: probabilities given as logits. */
  readonly floor: number | null;
}

const perNat = { nats: 1, bits: Math.LN2 } as const;

export const inUnit = (nats: number, unit: Unit): number => nats / perNat[unit];

/** Losses whose value is information: minus the logarithm of a probability. */
const informationGroups: ReadonlySet<string> = new Set(['classification', 'binary', 'distribution']);

/** Losses of those groups in which something else is mixed in or that are no logarithm. */
const notInformation: ReadonlySet<string> = new Set(['generalized_cross_entropy', 'poly1_cross_entropy']);

export const isInformation = ({ base, loss, scale }: Problem): boolean =>
  informationGroups.has(loss.group) && !notInformation.has(base.id) && !loss.finish && scale.link !== null;

/** Losses that are minus the log-probability of the truth, averaged: those that a uniform guess and perplexity belong to. */
const surprise: ReadonlySet<string> = new Set([
  'cross_entropy',
  'nll_loss',
  'binary_cross_entropy',
  'binary_cross_entropy_with_logits',
  'multilabel_soft_margin_loss',
]);

/** How many samples, or whatever the loss has one number for, there are. */
const countOf = ({ problem: { axes }, outcome }: Evaluation): number => {
  const losses = outcome?.elements.losses.data.length ?? 0;
  return losses === axes.rows * axes.columns ? axes.rows : losses;
};

export function headlineOf(evaluation: Evaluation, unit: Unit): Headline {
  const { problem, value } = evaluation;
  const { loss, setting, axes, activated } = problem;
  const informative = isInformation(problem);
  const shown = informative ? inUnit(value, unit) : value;
  const classes = problem.scale.link === 'sigmoid' ? 2 : axes.columns;
  const perSample = surprise.has(problem.base.id) && setting.reduction !== 'sum' && classes > 1;
  const squashed = activated.activation === 'softmax' || activated.activation === 'sigmoid';
  const twice = perSample && squashed && takenScale(problem.loss, problem.options) === 'logits';
  return {
    value: shown,
    text: fixed(shown),
    unit: informative ? unit : '',
    note: notes[setting.reduction](countOf(evaluation)),
    perplexity: perSample && loss.group === 'classification' ? Math.exp(value) : null,
    chance: perSample ? inUnit(Math.log(classes), unit) : null,
    floor: twice ? inUnit(floorOfProbabilitiesAsLogits(classes), unit) : null,
  };
}

const samples = (n: number): string => (n === 1 ? '1 sample' : `${n} samples`);

const notes = {
  mean: (n: number) => `mean of ${samples(n)}`,
  batchmean: (n: number) => `sum over ${samples(n)}, divided by their number`,
  sum: (n: number) => `sum over ${samples(n)}`,
  none: (n: number) => `not reduced; the mean of ${samples(n)} is shown`,
} as const;
