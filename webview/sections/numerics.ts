import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { compact, fixed } from '../model/format.ts';
import { type NumericsRow, numericsOf } from '../model/numerics.ts';
import { rawRow } from '../model/shown-scale.ts';
import { setRow } from '../model/tensor-edits.ts';
import { PanelElement } from '../ui/panel-element.ts';
import { base, iconButtons, notes } from '../ui/styles.ts';

/** The textbook formula beside the stable one, in every precision, on the selected sample's own numbers. */
@customElement('li-numerics')
export class Numerics extends PanelElement {
  protected override readonly patient = true;
  static override styles = [
    base,
    iconButtons,
    notes,
    css`
      .scroll {
        overflow-x: auto;
      }
      table {
        width: 100%;
        border-collapse: collapse;
        font-variant-numeric: tabular-nums;
      }
      th {
        padding: 2px 8px;
        color: var(--muted);
        font-weight: normal;
        text-align: end;
        white-space: nowrap;
      }
      td {
        padding: 3px 8px;
        border-top: 1px solid color-mix(in srgb, var(--line) 55%, transparent);
        text-align: end;
        white-space: nowrap;
      }
      th:first-child,
      td:first-child,
      td.story,
      th.story {
        text-align: start;
      }
      td.story {
        white-space: normal;
        color: var(--muted);
      }
      tr.chosen td:first-child {
        font-weight: 600;
      }
      .bad {
        font-weight: 600;
        text-decoration: underline wavy var(--vscode-editorError-foreground, var(--vscode-errorForeground));
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px;
        margin-top: 8px;
      }
      .tools .icon {
        padding: 0 8px;
        border-color: var(--line);
      }
    `,
  ];

  override render() {
    const { main, row } = this.model;
    const rows = numericsOf(main.problem, row);
    if (!rows)
      return html`<p class="muted">This compares formulas of cross-entropy on logits: choose cross-entropy or BCE with logits, without an activation before it.</p>`;
    return html`<div class="scroll" tabindex="0" role="group" aria-label="Precisions"><table>
        <thead><tr><th scope="col">precision</th><th scope="col">textbook</th><th scope="col">stable</th><th scope="col">right digits</th><th scope="col" class="story">what happens</th></tr></thead>
        <tbody>${rows.map((entry) => this.#renderRow(entry))}</tbody>
      </table></div>
      <div class="tools" role="group" aria-label="Provoke it"><span class="muted">Sample ${row}:</span>
        ${this.#renderAction('+ 10', 'Add 10 to every logit: the softmax stays the same', (z) => z + 10)}
        ${this.#renderAction('+ 100', 'Add 100 to every logit: the softmax stays the same', (z) => z + 100)}
        ${this.#renderAction('× 3', 'Three times as sure', (z) => z * 3)}
        ${this.#renderAction('÷ 3', 'A third as sure', (z) => z / 3)}
      </div>
      <p class="hint">Textbook: softmax first, then its logarithm. Stable: z − max − log Σ e^(z − max), all at once.</p>`;
  }

  #renderRow({ dtype, textbook, stable, textbookDigits, stableDigits, story }: NumericsRow) {
    const bad = story !== '';
    return html`<tr class=${dtype === this.model.main.problem.setting.dtype ? 'chosen' : ''}>
      <td>${dtype}</td>
      <td class="number ${bad ? 'bad' : ''}">${fixed(textbook, 6)}</td>
      <td class="number">${fixed(stable, 6)}</td>
      <td class="number">${compact(Math.floor(textbookDigits))} / ${compact(Math.floor(stableDigits))}</td>
      <td class="story">${story || nothing}</td>
    </tr>`;
  }

  #renderAction(label: string, title: string, f: (z: number) => number) {
    return html`<button class="icon" title=${title} @click=${() => {
      const { main, row } = this.model;
      this.editSide(
        'setting',
        setRow(
          main.problem,
          row,
          rawRow(main.problem, row).map((z) => Number(f(z).toPrecision(12))),
        ),
      );
    }}>${label}</button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'li-numerics': Numerics;
  }
}
