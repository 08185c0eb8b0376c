import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { batchSource } from '../batch/grid-sources.ts';
import type { Model } from '../model/model.ts';
import type { Edit } from '../state/store.ts';
import type { Grid } from '../ui/grid/grid.ts';
import type { GridEvents, Place } from '../ui/grid/types.ts';
import type { NumberChange } from '../ui/number-field.ts';
import { Prediction } from './prediction.ts';

/** A prediction that is too large for the panel: the part of its table that is in sight. */
@customElement('li-batch-prediction')
export class BatchPrediction extends Prediction {
  override render() {
    const { batch } = this.model;
    if (!batch) return html``;
    const { rows, columns } = batch.axes;
    const { selected: row, column } = batch;
    return html`<div class="tools">
        ${this.renderScales()}
        ${this.#renderPlace('sample', row, rows, (row) => ({ row, column }))}
        ${columns > 1 ? this.#renderPlace('class', column, columns, (column) => ({ row, column })) : nothing}
      </div>
      ${this.renderGrid(batchSource(this.model, batch, this.cells), { row, column }, true)}
      <p class="hint">The table has ${(rows * columns).toLocaleString('en')} values; the panel reads those in sight. Drag, type or use <kbd>↑</kbd> <kbd>↓</kbd> to
        change a value${this.renderMarkHint()}. The file stays as it is.</p>`;
  }

  #renderPlace(label: string, value: number, count: number, placeOf: (value: number) => Place) {
    return html`<label>${label}<li-number integer label="Go to ${label}" .value=${value} step="1" min="0" max=${count - 1}
      @number=${({ detail }: CustomEvent<NumberChange>) => this.#goTo(placeOf(detail.value))}></li-number></label>`;
  }

  #goTo(place: Place): void {
    void this.renderRoot.querySelector<Grid>('li-grid')?.goTo(place);
  }

  /** The model is of the selected row alone, and has none while another is being read. */
  protected override own({ row, column }: Place): Place | undefined {
    return row === this.model.batch?.row ? { row: 0, column } : undefined;
  }

  /** Also in rows that are not selected: nothing of the row need be known. */
  protected override onMark(event: GridEvents['grid-mark']): void {
    if (this.own(event.detail)) super.onMark(event);
    else if (hasClasses(this.model)) this.edit(withTarget(event.detail));
  }
}

const hasClasses = ({ batch }: Model): boolean =>
  batch?.batch.target?.shape.length !== batch?.batch.prediction.shape.length;

/** The class of one row, where the target is held as classes. */
const withTarget =
  ({ row, column }: Place): Edit =>
  (state) => {
    if (!state.batch) return state;
    const { changes } = state.batch;
    const target = { ...changes.target, [row]: { 0: column } };
    return { ...state, batch: { ...state.batch, changes: { ...changes, target } } };
  };

declare global {
  interface HTMLElementTagNameMap {
    'li-batch-prediction': BatchPrediction;
  }
}
