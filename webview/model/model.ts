import type { State } from '../../src/protocol.ts';
import { viewNumber } from '../state/view.ts';
import { type Evaluation, evaluate } from './evaluation.ts';
import { type Decode, decoder } from './problem.ts';
import { type Sample, samplesOf } from './samples.ts';

/** Everything the panel draws, computed once per state. */
export interface Model {
  readonly state: State;
  readonly main: Evaluation;
  /** The second setting, when comparing. */
  readonly other: Evaluation | null;
  readonly samples: readonly Sample[];
  /** The selected sample and class, within the tensor. */
  readonly row: number;
  readonly column: number;
}

/** Computes models; keeps what stays the same from one state to the next. */
export class Modeller {
  readonly #decode: Decode = decoder();
  #last: Model | undefined;

  model(state: State): Model {
    const last = this.#last;
    const main = last?.state.setting === state.setting ? last.main : evaluate(state.setting, this.#decode);
    const other = this.#other(state);
    const { rows, columns } = main.problem.axes;
    this.#last = {
      state,
      main,
      other,
      samples: last?.main === main ? last.samples : samplesOf(main),
      row: within(viewNumber(state, 'row', 0), rows),
      column: within(viewNumber(state, 'column', 0), columns),
    };
    return this.#last;
  }

  #other(state: State): Evaluation | null {
    if (!state.compare) return null;
    const last = this.#last;
    return last?.other && last.state.compare === state.compare
      ? last.other
      : evaluate(state.compare, this.#decode);
  }
}

const within = (index: number, length: number): number =>
  Math.min(Math.max(0, Math.trunc(index)), Math.max(0, length - 1));

/** The name of class `c`, its number where it has none. */
export const className = (state: State, c: number): string => state.classNames?.[c] ?? String(c);
