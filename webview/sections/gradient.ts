import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { BatchModel } from '../batch/batches.ts';
import { batchGradientSource } from '../batch/grid-sources.ts';
import { CellCache } from '../model/cell-cache.ts';
import { gradientReading } from '../model/gradient-reading.ts';
import { gradientSource } from '../model/grid-sources.ts';
import type { GridEvents } from '../ui/grid/types.ts';
import { PanelElement } from '../ui/panel-element.ts';
import { base, notes } from '../ui/styles.ts';

/** The gradient with respect to the raw outputs, as a heat map over the table of the prediction. */
@customElement('li-gradient')
export class Gradient extends PanelElement {
  readonly #cells = new CellCache();

  static override styles = [
    base,
    notes,
    css`
      .scale {
        display: flex;
        align-items: center;
        gap: 8px;
        margin-top: 8px;
        color: var(--muted);
        font-size: 0.92em;
      }
      .ramp {
        flex: 0 1 120px;
        height: 8px;
        border-radius: 4px;
        border: 1px solid var(--vscode-contrastBorder, transparent);
        background: linear-gradient(
          to right,
          color-mix(in srgb, var(--falling) 70%, transparent),
          transparent,
          color-mix(in srgb, var(--rising) 70%, transparent)
        );
      }
    `,
  ];

  override render() {
    const { main, row, column, batch } = this.model;
    if (batch) return this.#renderBatch(batch);
    if (!main.gradient) return html`<p class="muted">There is no gradient: the loss was not computed.</p>`;
    const { rows, columns } = main.problem.axes;
    const reading = gradientReading(this.model);
    return html`<li-grid compact label="Gradient, ${rows} by ${columns}" .source=${gradientSource(this.model, this.#cells)} .selected=${row} .selectedColumn=${column}
        @grid-select=${({ detail }: GridEvents['grid-select']) =>
          this.setView({ row: detail.row, column: Math.max(0, detail.column) })}></li-grid>
      ${this.#renderScale()}
      ${
        reading
          ? html`<p class="hint">${reading.text}: <span class="number">${reading.numbers}</span></p>`
          : nothing
      }`;
  }

  #renderScale() {
    return html`<div class="scale" aria-hidden="true"><span>a step raises it</span><span class="ramp"></span><span>a step lowers it</span></div>`;
  }

  #renderBatch(batch: BatchModel) {
    const { rows, columns } = batch.axes;
    return html`<li-grid compact label="Gradient, ${rows} by ${columns}" .source=${batchGradientSource(this.model, batch)}
        .selected=${batch.selected} .selectedColumn=${batch.column}
        @grid-select=${({ detail }: GridEvents['grid-select']) =>
          this.setView({ row: detail.row, column: Math.max(0, detail.column) })}></li-grid>
      ${this.#renderScale()}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'li-gradient': Gradient;
  }
}
