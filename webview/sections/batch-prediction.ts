import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { ok, type Result } from '../../src/result.ts';
import { batchSource } from '../batch/grid-sources.ts';
import { CellCache } from '../model/cell-cache.ts';
import { draggedEdit, marked, pasted, steppedEdit, typed } from '../model/grid-edits.ts';
import type { Model } from '../model/model.ts';
import { firstTensor } from '../model/paste.ts';
import { takesIndices } from '../model/samples.ts';
import { shownScale } from '../model/shown-scale.ts';
import type { SettingEdit } from '../state/edits.ts';
import type { Edit } from '../state/store.ts';
import type { Grid } from '../ui/grid/grid.ts';
import type { GridEvents, Place } from '../ui/grid/types.ts';
import '../ui/grid/grid.ts';
import type { NumberChange } from '../ui/number-field.ts';
import { PanelElement } from '../ui/panel-element.ts';
import { base, notes } from '../ui/styles.ts';
import { scales } from './prediction.ts';

/** A prediction that is too large for the panel: the part of its table that is in sight. */
@customElement('li-batch-prediction')
export class BatchPrediction extends PanelElement {
  @state() private refused = '';
  readonly #cells = new CellCache();

  static override styles = [
    base,
    notes,
    css`
      .tools {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 14px;
        margin-bottom: 8px;
      }
      label {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        color: var(--muted);
      }
      li-number {
        width: 9ch;
      }
    `,
  ];

  override render() {
    const { batch, state, main } = this.model;
    if (!batch) return nothing;
    const { rows, columns } = batch.axes;
    const shown = shownScale(state, main.problem);
    return html`<div class="tools">
        ${
          shown
            ? html`<li-segmented label="Show the prediction as" .segments=${scales} .value=${shown}
                @choose=${(e: CustomEvent<string>) => this.setView({ scale: e.detail })}></li-segmented>`
            : nothing
        }
        ${this.#renderPlace('sample', batch.selected, rows, (row) => ({ row, column: batch.column }))}
        ${columns > 1 ? this.#renderPlace('class', batch.column, columns, (column) => ({ row: batch.selected, column })) : nothing}
      </div>
      <li-grid compact label="Prediction, ${rows} samples by ${columns} classes" .source=${batchSource(this.model, batch, this.#cells)}
        .selected=${batch.selected} .selectedColumn=${batch.column} @grid-select=${this.#onSelect} @grid-type=${this.#onType}
        @grid-step=${this.#onStep} @grid-drag=${this.#onDrag} @grid-mark=${this.#onMark} @grid-paste=${this.#onPaste}></li-grid>
      ${this.refused ? html`<p class="refused" role="alert">${this.refused}</p>` : nothing}
      <p class="hint">The table has ${(rows * columns).toLocaleString('en')} values; the panel reads those in sight. Drag, type or use <kbd>↑</kbd> <kbd>↓</kbd> to
        change a value${takesIndices(main.problem) ? html`; <kbd>Space</kbd> makes a class the true one` : nothing}. The file stays as it is.</p>`;
  }

  #renderPlace(label: string, value: number, count: number, placeOf: (value: number) => Place) {
    return html`<label>${label}<li-number integer label="Go to ${label}" .value=${value} step="1" min="0" max=${count - 1}
      @number=${({ detail }: CustomEvent<NumberChange>) => this.#goTo(placeOf(detail.value))}></li-number></label>`;
  }

  #goTo(place: Place): void {
    void this.renderRoot.querySelector<Grid>('li-grid')?.goTo(place);
  }

  /** The place within the model, which is of the selected row alone; undefined while another is being read. */
  #own(place: Place): Place | undefined {
    return place.row === this.model.batch?.row ? { row: 0, column: place.column } : undefined;
  }

  #change(change: SettingEdit | undefined, gesture: string | null = null): void {
    this.refused = '';
    if (change) this.editSide('setting', change, gesture);
  }

  #try(result: Result<SettingEdit, string>): void {
    if (result.ok) this.#change(result.value);
    else this.refused = result.error;
  }

  #onSelect({ detail: { row, column } }: GridEvents['grid-select']): void {
    this.setView(column < 0 ? { row } : { row, column });
  }

  #onType({ detail }: GridEvents['grid-type']): void {
    const own = this.#own(detail);
    if (own) this.#try(typed(this.model, own, detail.text));
    else this.refused = `Sample ${detail.row} is still being read.`;
  }

  #onStep({ detail }: GridEvents['grid-step']): void {
    const own = this.#own(detail);
    if (own) this.#change(steppedEdit(this.model, { ...detail, ...own }), detail.gesture);
  }

  #onDrag({ detail }: GridEvents['grid-drag']): void {
    const own = this.#own(detail);
    if (own) this.#change(draggedEdit(this.model, { ...detail, ...own }), detail.gesture);
  }

  /** Also in rows that are not selected: nothing of the row need be known. */
  #onMark({ detail }: GridEvents['grid-mark']): void {
    const own = this.#own(detail);
    if (own) this.#change(marked(this.model, own));
    else if (hasClasses(this.model)) this.edit(withTarget(detail));
  }

  async #onPaste({ detail }: GridEvents['grid-paste']): Promise<void> {
    const own = this.#own(detail);
    const tensor = firstTensor(await this.ask('parse', detail.text));
    if (own) this.#try(tensor.ok ? ok(pasted(this.model, own, tensor.value)) : tensor);
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
