import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { comparisonOf } from '../model/comparison.ts';
import { PanelElement } from '../ui/panel-element.ts';
import { base } from '../ui/styles.ts';

/** Both settings in figures, one under the other. */
@customElement('li-comparison')
export class Comparison extends PanelElement {
  protected override readonly patient = true;
  static override styles = [
    base,
    css`
      table {
        width: 100%;
        border-collapse: collapse;
        font-variant-numeric: tabular-nums;
      }
      th,
      td {
        padding: 3px 8px;
        text-align: end;
        font-weight: normal;
      }
      .number {
        white-space: nowrap;
      }
      thead th {
        color: var(--muted);
      }
      th:first-child {
        text-align: start;
      }
      tbody th,
      td {
        border-top: 1px solid color-mix(in srgb, var(--line) 55%, transparent);
      }
      i {
        display: inline-block;
        width: 9px;
        height: 9px;
        margin-inline-end: 6px;
        border-radius: 2px;
        background: var(--prediction);
      }
      .b i {
        background: var(--other);
      }
    `,
  ];

  override render() {
    const rows = comparisonOf(this.model);
    if (rows.length === 0)
      return html`<p class="muted">Both settings have to compute before they can be compared.</p>`;
    return html`<table>
      <thead><tr><th scope="col">measure</th><th scope="col"><i></i>A</th><th scope="col" class="b"><i></i>B</th><th scope="col">B : A</th></tr></thead>
      <tbody>${rows.map(
        ({ label, title, a, b, ratio }) =>
          html`<tr title=${title}><th scope="row">${label}</th><td class="number">${a}</td><td class="number">${b}</td><td class="number">${ratio}</td></tr>`,
      )}</tbody>
    </table>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'li-comparison': Comparison;
  }
}
