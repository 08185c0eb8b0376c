import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { compact, percent } from '../model/format.ts';
import { className } from '../model/model.ts';
import { probabilitiesOf, takesIndices, targetClass } from '../model/samples.ts';
import { topOf } from '../model/top.ts';
import { cssVars } from '../ui/css-vars.ts';
import { PanelElement } from '../ui/panel-element.ts';
import { base } from '../ui/styles.ts';

const shownClasses = 8;

/** The likeliest classes of the selected sample, and where the true one stands among them. */
@customElement('li-top-classes')
export class TopClasses extends PanelElement {
  protected override readonly patient = true;

  static override styles = [
    base,
    css`
      table {
        width: 100%;
        border-collapse: collapse;
        font-variant-numeric: tabular-nums;
      }
      td,
      th {
        padding: 2px 8px;
        font-weight: normal;
        text-align: end;
      }
      th {
        color: var(--muted);
      }
      th:nth-child(2),
      td:nth-child(2) {
        text-align: start;
      }
      button {
        padding: 0 4px;
        border: 0;
        border-radius: 3px;
        background: none;
        color: inherit;
        font: inherit;
        cursor: pointer;
      }
      button:hover {
        background: var(--vscode-toolbar-hoverBackground);
      }
      button:focus-visible {
        outline: 1px solid var(--focus);
      }
      .true {
        font-weight: 700;
      }
      .bar {
        width: 40%;
      }
      .bar i {
        display: block;
        width: calc(var(--p) * 100%);
        min-width: 1px;
        height: 8px;
        border-radius: 2px;
        background: var(--prediction);
      }
    `,
  ];

  override render() {
    const { problem } = this.model.main;
    const p = probabilitiesOf(problem, this.model.row);
    if (!p) return html`<p class="muted">This loss reads no probabilities from the scores.</p>`;
    const truth = takesIndices(problem) ? targetClass(problem, this.model.row) : -1;
    const top = topOf(p, shownClasses, truth);
    return html`<table>
      <thead><tr><th scope="col">rank</th><th scope="col">class</th><th scope="col">p</th><th scope="col">score</th><th class="bar"></th></tr></thead>
      <tbody>${top.map(({ rank, index }) => {
        const score = problem.raw[problem.prediction.name]?.data[problem.axes.index(this.model.row, index)];
        return html`<tr class=${index === truth ? 'true' : ''}><td>${rank.toLocaleString('en')}</td>
          <td><button title="Select this class" @click=${() => this.setView({ column: index })}>${className(this.model.state, index)}</button>${index === truth ? ' true' : nothing}</td>
          <td class="number">${percent(p[index] ?? Number.NaN)}</td><td class="number">${compact(score ?? Number.NaN)}</td>
          <td class="bar"><i ${cssVars({ '--p': p[index] ?? 0 })}></i></td></tr>`;
      })}</tbody>
    </table>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'li-top-classes': TopClasses;
  }
}
