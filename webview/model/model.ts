import type { Setting, State } from '../../src/protocol.ts';
import type { BatchModel } from '../batch/batches.ts';
import { Decoder } from '../state/decoder.ts';
import { viewNumber } from '../state/view.ts';
import { type Evaluation, evaluate } from './evaluation.ts';
import { patched } from './patch.ts';
import { type Figures, figuresOf, patchedFigures, type Sample, samplesFrom } from './samples.ts';

/** Everything the panel draws, computed once per state. */
export interface Model {
  readonly state: State;
  readonly main: Evaluation;
  /** The second setting, when comparing. */
  readonly other: Evaluation | null;
  readonly samples: readonly Sample[];
  /** A number for each row of the prediction that changes when anything about the row does. */
  readonly versions: Float64Array;
  /** The largest finite magnitude in the gradient. */
  readonly steepest: number;
  /** The same of the second setting. */
  readonly second: Pick<Model, 'samples' | 'versions' | 'steepest'> | null;
  /** What is shown of tensors that the panel does not have; the model itself is then of one of their rows. */
  readonly batch: BatchModel | null;
  /** The number of the first row: that of the one row of a batch. */
  readonly firstRow: number;
  /** The selected sample and class, within the tensor. */
  readonly row: number;
  readonly column: number;
}

/** A setting's evaluation with what is derived from it per row. */
interface Computed {
  readonly evaluation: Evaluation;
  readonly figures: Figures | undefined;
  readonly samples: readonly Sample[];
  readonly versions: Float64Array;
}

/** Computes models; keeps what stays the same from one state to the next. */
export class Modeller {
  /** One a side: the two may hold the same states, and each gives the memory of its last tensors to the next. */
  readonly #decoders = { main: new Decoder(), other: new Decoder() };
  #main: Computed | undefined;
  #other: Computed | undefined;
  #epoch = 0;

  model(state: State): Model {
    this.#main = this.#computed(state.setting, this.#main, this.#decoders.main);
    this.#other = state.compare
      ? this.#computed(state.compare, this.#other, this.#decoders.other)
      : undefined;
    const { evaluation: main } = this.#main;
    const { rows, columns } = main.problem.axes;
    return {
      state,
      main,
      other: this.#other?.evaluation ?? null,
      ...shownOf(this.#main),
      second: this.#other ? shownOf(this.#other) : null,
      row: within(viewNumber(state, 'row', 0), rows),
      column: within(viewNumber(state, 'column', 0), columns),
      batch: null,
      firstRow: 0,
    };
  }

  #computed(setting: Setting, last: Computed | undefined, decoder: Decoder): Computed {
    if (last?.evaluation.problem.setting === setting) return last;
    const change = last && patched(last.evaluation, setting, decoder);
    if (change && last.figures) {
      const figures = patchedFigures(last.figures, change.evaluation, change.rows);
      const versions = last.versions.slice();
      for (const row of change.rows) versions[row] = ++this.#epoch;
      return { evaluation: change.evaluation, figures, samples: samplesFrom(figures), versions };
    }
    const evaluation = evaluate(setting, decoder);
    const figures = figuresOf(evaluation);
    const versions = new Float64Array(evaluation.problem.axes.rows).fill(++this.#epoch);
    return { evaluation, figures, samples: samplesFrom(figures), versions };
  }
}

const shownOf = ({ samples, versions, figures }: Computed) => ({
  samples,
  versions,
  steepest: figures?.steepest.reduce((largest, size) => Math.max(largest, size), 0) ?? 0,
});

/** The model with the second setting in the place of the first, for what shows one at a time. */
export const secondFirst = (model: Model): Model =>
  model.other && model.second ? { ...model, ...model.second, main: model.other } : model;

const within = (index: number, length: number): number =>
  Math.min(Math.max(0, Math.trunc(index)), Math.max(0, length - 1));

/** The name of class `c`, its number where it has none. */
export const className = (state: State, c: number): string => state.classNames?.[c] ?? String(c);
