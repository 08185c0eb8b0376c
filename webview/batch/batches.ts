import { type Axes, axesOf } from '../../src/core/explore/axes.ts';
import type { BatchQuery, BatchRow, BatchState, Setting, State } from '../../src/protocol.ts';
import type { HostClient } from '../host/client.ts';
import { linkCompare } from '../model/compare.ts';
import { lossOf, type Problem } from '../model/problem.ts';
import { viewNumber } from '../state/view.ts';
import { folded, type ShownRow } from './changes.ts';
import { Queries } from './query.ts';
import { RowReader } from './row-reader.ts';
import { shownRow } from './rows.ts';
import { Summaries, type Whole } from './summaries.ts';
import { Windows } from './windows.ts';

/** What the panel shows of tensors that it does not have. */
export interface BatchModel {
  readonly batch: BatchState;
  readonly axes: Axes;
  /** The row that the model's own setting consists of. */
  readonly row: number;
  /** The sample that is selected, which the panel may still be reading, and the class. */
  readonly selected: number;
  readonly column: number;
  readonly query: BatchQuery;
  readonly whole: Whole;
  /** Of the second setting, when comparing. */
  readonly other: Whole | null;
  readonly windows: Windows;
}

/** A state whose setting is one row of the batch, as a batch of one sample. */
export interface RowState {
  readonly state: State;
  readonly row: number;
}

/** The row as it was put together, and from what. */
interface Made {
  readonly base: BatchRow;
  readonly batch: BatchState;
  /** What the form of its inputs depends on. */
  readonly form: string;
  readonly shown: ShownRow;
}

/** The panel's side of the holder: knows the selected row, asks for windows and for the loss of the whole. */
export class Batches {
  readonly #reader: RowReader;
  readonly #windows: Windows;
  readonly #main: Summaries;
  readonly #other: Summaries;
  readonly #queries = new Queries();
  #made: Made | undefined;
  #effective: { readonly from: State; readonly shown: ShownRow; readonly state: State } | undefined;

  constructor(host: HostClient, changed: () => void) {
    this.#reader = new RowReader(host, changed);
    this.#windows = new Windows(host, changed);
    this.#main = new Summaries(host, changed);
    this.#other = new Summaries(host, changed);
  }

  /** Why a row could not be read; empty where nothing is wrong. */
  get failure(): string {
    return this.#reader.failure;
  }

  /** Completes a state: edits of the selected row become changes of the batch. */
  settle(state: State, previous: State | undefined): State {
    const next = folded(state, previous, this.#made?.shown);
    if (!next.batch || next.batch === state.batch || !this.#made) return next;
    // What the person just wrote is the row as it stands now: it need not be put together again.
    const { shown } = this.#made;
    const inputs = { ...shown.inputs, ...state.setting.inputs };
    this.#made = { ...this.#made, batch: next.batch, shown: { ...shown, inputs } };
    return next;
  }

  /** The state with the selected row in the place of the tensors; with the row before it until it has arrived. */
  rowState(state: State): RowState | undefined {
    const { batch, setting } = state;
    if (!batch) return undefined;
    const { rows } = axesOf(batch.prediction.shape, lossOf(setting));
    const row = within(viewNumber(state, 'row', 0), rows);
    const shown = this.#shown(setting, batch, row);
    return shown && { state: this.#with(state, shown), row: shown.row };
  }

  #shown(setting: Setting, batch: BatchState, wanted: number): ShownRow | undefined {
    const found = this.#reader.row(setting, batch, wanted);
    const row = found ? wanted : (this.#made?.shown.row ?? wanted);
    const base = found ?? this.#reader.row(setting, batch, row);
    if (!base) return undefined;
    const form = `${setting.loss} ${setting.library} ${setting.dtype}`;
    const made = this.#made;
    if (made?.base === base && made.batch === batch && made.form === form) return made.shown;
    const shown = shownRow(setting, batch, row, base);
    this.#made = { base, batch, form, shown };
    return shown;
  }

  /** Keeps the parts that stay, so that what is computed of them stays too. */
  #with(state: State, shown: ShownRow): State {
    const last = this.#effective;
    const stays = last?.shown === shown && last.from.setting === state.setting;
    const setting = stays ? last.state.setting : { ...state.setting, inputs: shown.inputs };
    const linked = stays && last.from.compare === state.compare;
    const plain: State = { ...state, setting };
    const next = linked ? { ...plain, compare: last.state.compare } : linkCompare(plain, undefined);
    this.#effective = { from: state, shown, state: next };
    return next;
  }

  /** All that is shown of the batch beside the row. */
  model(state: State, row: number, main: Problem, other: Problem | undefined): BatchModel | undefined {
    const { batch } = state;
    if (!batch) return undefined;
    const axes = axesOf(batch.prediction.shape, main.loss);
    const query = this.#queries.of(main, batch);
    this.#windows.use(query);
    return {
      batch,
      axes,
      row,
      selected: within(viewNumber(state, 'row', 0), axes.rows),
      column: within(viewNumber(state, 'column', 0), axes.columns),
      query,
      whole: this.#main.of(query),
      other: other ? this.#other.of(this.#queries.of(other, batch)) : null,
      windows: this.#windows,
    };
  }

  cancel(): void {
    this.#main.cancel();
    this.#other.cancel();
  }

  resume(): void {
    this.#main.resume();
    this.#other.resume();
  }
}

const within = (index: number, length: number): number =>
  Math.min(Math.max(0, Math.trunc(index)), Math.max(0, length - 1));
