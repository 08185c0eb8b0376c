import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Result } from '../../src/result.ts';
import { CellCache } from '../model/cell-cache.ts';
import { draggedEdit, marked, pasted, steppedEdit, typed } from '../model/grid-edits.ts';
import { predictionSource } from '../model/grid-sources.ts';
import { firstTensor } from '../model/paste.ts';
import { takesIndices } from '../model/samples.ts';
import { shownScale } from '../model/shown-scale.ts';
import { isResizable, resized } from '../model/tensor-edits.ts';
import type { SettingEdit } from '../state/edits.ts';
import { withOwnTensor } from '../state/lesson.ts';
import { withNames } from '../state/names.ts';
import type { GridEvents, GridSource, Place } from '../ui/grid/types.ts';
import '../ui/grid/grid.ts';
import './presets.ts';
import './tensor-text.ts';
import type { NumberChange } from '../ui/number-field.ts';
import { PanelElement } from '../ui/panel-element.ts';
import { base, notes } from '../ui/styles.ts';

const scales = [
  { value: 'logits', label: 'logits', title: 'Raw scores' },
  { value: 'probabilities', label: 'p', title: 'Probabilities' },
  { value: 'log-probabilities', label: 'log p', title: 'Log-probabilities' },
];

/** The prediction as an editable table, with one target a row beside it. */
@customElement('li-prediction')
export class Prediction extends PanelElement {
  @state() private refused = '';
  protected readonly cells = new CellCache();

  static override styles = [
    base,
    notes,
    css`
      .tools {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 10px;
        margin-bottom: 8px;
      }
      label {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        color: var(--muted);
      }
      li-number {
        width: 7ch;
      }
    `,
  ];

  override render() {
    const { problem } = this.model.main;
    const { rows, columns } = problem.axes;
    const { row, column } = this.model;
    return html`<div class="tools">
        ${this.renderScales()}
        ${isResizable(problem) ? this.#renderSizes() : nothing}
        <li-tensor-text .model=${this.model} .name=${problem.prediction.name}></li-tensor-text>
        <li-presets .model=${this.model}></li-presets>
      </div>
      ${this.renderGrid(predictionSource(this.model, this.cells), { row, column }, rows > 8 || columns > 24)}
      <p class="hint">Drag a bar, type, or paste a tensor. <kbd>↑</kbd> <kbd>↓</kbd> change a value,
        <kbd>Shift</kbd> by more; <kbd>←</kbd> <kbd>→</kbd> move${this.renderMarkHint()}.</p>`;
  }

  protected renderScales() {
    const shown = shownScale(this.model.state, this.model.main.problem);
    return shown
      ? html`<li-segmented label="Show the prediction as" .segments=${scales} .value=${shown}
          @choose=${(e: CustomEvent<string>) => this.setView({ scale: e.detail })}></li-segmented>`
      : nothing;
  }

  protected renderGrid(source: GridSource, { row, column }: Place, compact: boolean) {
    return html`<li-grid label="Prediction, ${source.rows} samples by ${source.columns} classes" .source=${source}
        .selected=${row} .selectedColumn=${column} ?compact=${compact} @grid-select=${this.#onSelect}
        @grid-type=${this.#onType} @grid-step=${this.#onStep} @grid-drag=${this.#onDrag} @grid-mark=${this.onMark}
        @grid-paste=${this.#onPaste} @grid-rename=${this.#onRename}></li-grid>
      ${this.refused ? html`<p class="refused" role="alert">${this.refused}</p>` : nothing}`;
  }

  protected renderMarkHint() {
    return takesIndices(this.model.main.problem)
      ? html`; <kbd>Space</kbd> makes a class the true one`
      : nothing;
  }

  /** A place of the table as one of the model; undefined where the model does not have it. */
  protected own(place: Place): Place | undefined {
    return place;
  }

  #renderSizes() {
    const { problem } = this.model.main;
    const { rows, columns, axis } = problem.axes;
    const lone = problem.raw[problem.prediction.name]?.shape.length === 1;
    return html`
      ${lone && axis === 0 ? nothing : this.#renderSize('samples', rows, (n) => resized(problem, n, columns))}
      ${lone && axis < 0 ? nothing : this.#renderSize('classes', columns, (n) => resized(problem, rows, n))}`;
  }

  #renderSize(label: string, value: number, apply: (value: number) => SettingEdit) {
    return html`<label>${label}<li-number integer .label=${label} .value=${value} step="1" min="1" max="4096"
      @number=${({ detail }: CustomEvent<NumberChange>) =>
        this.#change(apply(detail.value), detail.held ? label : null)}></li-number></label>`;
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
    const own = this.own(detail);
    if (own) this.#try(typed(this.model, own, detail.text));
    else this.refused = `Sample ${detail.row} is still being read.`;
  }

  #onStep({ detail }: GridEvents['grid-step']): void {
    const own = this.own(detail);
    if (own) this.#change(steppedEdit(this.model, { ...detail, ...own }), detail.gesture);
  }

  #onDrag({ detail }: GridEvents['grid-drag']): void {
    const own = this.own(detail);
    if (own) this.#change(draggedEdit(this.model, { ...detail, ...own }), detail.gesture);
  }

  protected onMark({ detail }: GridEvents['grid-mark']): void {
    const own = this.own(detail);
    if (own) this.#change(marked(this.model, own));
  }

  async #onPaste({ detail }: GridEvents['grid-paste']): Promise<void> {
    const own = this.own(detail);
    if (!own) return;
    const read = firstTensor(await this.ask('parse', detail.text));
    this.refused = read.ok ? '' : read.error;
    if (!read.ok) return;
    const change = pasted(this.model, own, read.value);
    if (read.value.data.length > 1) this.edit(withOwnTensor(change));
    else this.editSide('setting', change);
  }

  #onRename({ detail: { column, text } }: GridEvents['grid-rename']): void {
    this.edit(withNames(this.model.main.problem.axes.columns, column, text));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'li-prediction': Prediction;
  }
}
