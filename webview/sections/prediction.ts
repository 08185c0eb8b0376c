import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { ok, type Result } from '../../src/result.ts';
import { CellCache } from '../model/cell-cache.ts';
import { draggedEdit, marked, pasted, steppedEdit, typed } from '../model/grid-edits.ts';
import { predictionSource } from '../model/grid-sources.ts';
import { firstTensor } from '../model/paste.ts';
import { takesIndices } from '../model/samples.ts';
import { shownScale } from '../model/shown-scale.ts';
import { isResizable, resized } from '../model/tensor-edits.ts';
import type { SettingEdit } from '../state/edits.ts';
import { withNames } from '../state/names.ts';
import type { GridEvents } from '../ui/grid/types.ts';
import '../ui/grid/grid.ts';
import './presets.ts';
import './tensor-text.ts';
import type { NumberChange } from '../ui/number-field.ts';
import { PanelElement } from '../ui/panel-element.ts';
import { base, notes } from '../ui/styles.ts';

export const scales = [
  { value: 'logits', label: 'logits', title: 'Raw scores' },
  { value: 'probabilities', label: 'p', title: 'Probabilities' },
  { value: 'log-probabilities', label: 'log p', title: 'Log-probabilities' },
];

/** The prediction as an editable table, with one target a row beside it. */
@customElement('li-prediction')
export class Prediction extends PanelElement {
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
        width: 7ch;
      }
    `,
  ];

  override render() {
    const { problem } = this.model.main;
    const { rows, columns } = problem.axes;
    const shown = shownScale(this.model.state, problem);
    return html`<div class="tools">
        ${
          shown
            ? html`<li-segmented label="Show the prediction as" .segments=${scales} .value=${shown}
                @choose=${(e: CustomEvent<string>) => this.setView({ scale: e.detail })}></li-segmented>`
            : nothing
        }
        ${isResizable(problem) ? this.#renderSizes() : nothing}
        <li-presets .model=${this.model}></li-presets>
        <li-tensor-text .model=${this.model} .name=${problem.prediction.name}></li-tensor-text>
      </div>
      <li-grid label="Prediction, ${rows} samples by ${columns} classes" .source=${predictionSource(this.model, this.#cells)}
        .selected=${this.model.row} .selectedColumn=${this.model.column} ?compact=${rows > 8 || columns > 24} @grid-select=${this.#onSelect}
        @grid-type=${this.#onType} @grid-step=${this.#onStep} @grid-drag=${this.#onDrag} @grid-mark=${this.#onMark}
        @grid-paste=${this.#onPaste} @grid-rename=${this.#onRename}></li-grid>
      ${this.refused ? html`<p class="refused" role="alert">${this.refused}</p>` : nothing}
      <p class="hint">Drag a bar, type, or paste a tensor. <kbd>↑</kbd> <kbd>↓</kbd> change a value,
        <kbd>Shift</kbd> by more; <kbd>←</kbd> <kbd>→</kbd> move${
          takesIndices(problem) ? html`; <kbd>Space</kbd> makes a class the true one` : nothing
        }.</p>`;
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
    this.#try(typed(this.model, detail, detail.text));
  }

  #onStep({ detail }: GridEvents['grid-step']): void {
    this.#change(steppedEdit(this.model, detail), detail.gesture);
  }

  #onDrag({ detail }: GridEvents['grid-drag']): void {
    this.#change(draggedEdit(this.model, detail), detail.gesture);
  }

  #onMark({ detail }: GridEvents['grid-mark']): void {
    this.#change(marked(this.model, detail));
  }

  async #onPaste({ detail }: GridEvents['grid-paste']): Promise<void> {
    const tensor = firstTensor(await this.ask('parse', detail.text));
    this.#try(tensor.ok ? ok(pasted(this.model, detail, tensor.value)) : tensor);
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
