import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { SampleOrder } from '../../src/core/explore/order.ts';
import type { BatchSample } from '../../src/protocol.ts';
import { SampleWindow } from '../batch/sample-window.ts';
import { compact, fixed, percent } from '../model/format.ts';
import { className, type Model } from '../model/model.ts';
import type { Sample } from '../model/samples.ts';
import { takesIndices, targetClass } from '../model/samples.ts';
import { sorted } from '../model/sorting.ts';
import { viewChoice, viewFlag } from '../state/view.ts';
import { cssVars } from '../ui/css-vars.ts';
import { range, visible } from '../ui/grid/window.ts';
import '../ui/own-vars.ts';
import { PanelElement } from '../ui/panel-element.ts';
import { base } from '../ui/styles.ts';

const rowHeight = 26;

const columns: readonly { readonly key: SampleOrder; readonly label: string; readonly title: string }[] = [
  { key: 'row', label: '#', title: 'Sample' },
  { key: 'loss', label: 'loss', title: 'The loss of the sample, before the reduction' },
  { key: 'truth', label: 'p(true)', title: 'The probability given to what is true' },
  { key: 'gradient', label: '‖∇‖', title: "Length of the reduced loss's gradient at the sample" },
  { key: 'share', label: 'share', title: 'Part of the summed loss' },
];

/** What each sample adds: sortable, and only what is in sight is in the document. */
@customElement('li-samples')
export class Samples extends PanelElement {
  #top = 0;
  readonly #window = new SampleWindow(
    (request) => this.ask('batchSamples', request),
    () => this.requestUpdate(),
  );

  static override styles = [
    base,
    css`
      .scroller {
        max-height: 300px;
        overflow: auto;
        border: 1px solid var(--line);
        border-radius: 5px;
        background: var(--vscode-editor-background);
        scrollbar-color: var(--vscode-scrollbarSlider-background) transparent;
      }
      table {
        width: 100%;
        table-layout: fixed;
        border-collapse: collapse;
        font-variant-numeric: tabular-nums;
      }
      th {
        position: sticky;
        inset-block-start: 0;
        z-index: 1;
        padding: 0;
        background: var(--vscode-editor-background);
        font-weight: normal;
        box-shadow: inset 0 -1px var(--line);
      }
      th button {
        width: 100%;
        height: 26px;
        padding: 0 8px;
        border: 0;
        background: none;
        color: var(--muted);
        font: inherit;
        text-align: end;
        white-space: nowrap;
        cursor: pointer;
      }
      th button:focus-visible,
      tr:focus-visible {
        outline: 1px solid var(--focus);
        outline-offset: -1px;
      }
      th[aria-sort='ascending'] button::after {
        content: ' ↑';
      }
      th[aria-sort='descending'] button::after {
        content: ' ↓';
      }
      td {
        height: 26px;
        padding: 0 8px;
        text-align: end;
        white-space: nowrap;
      }
      td.number {
        font-size: 0.95em;
      }
      th:first-child button,
      td:first-child {
        text-align: start;
      }
      th:last-child {
        width: 32%;
      }
      tbody tr {
        cursor: pointer;
      }
      tbody tr:hover {
        background: var(--vscode-list-hoverBackground);
      }
      tr[aria-selected='true'] {
        background: color-mix(in srgb, var(--vscode-list-inactiveSelectionBackground, #8884) 60%, transparent);
        box-shadow: inset 2px 0 var(--vscode-list-focusOutline, var(--focus));
      }
      .ignored td {
        color: var(--vscode-disabledForeground);
        text-decoration: line-through;
      }
      .ignored td:first-child {
        text-decoration: none;
      }
      /* A picture of the cell rather than an element in it: every share changes with every loss, and only paint follows. */
      .share {
        min-width: 84px;
        background: linear-gradient(var(--prediction), var(--prediction)) no-repeat 8px 8px /
          calc(var(--share) * (100% - 16px - 9ch)) calc(100% - 16px);
      }
      .pad td {
        height: var(--pad);
        padding: 0;
      }
    `,
  ];

  override render() {
    const { state, samples } = this.model;
    const order = viewChoice<SampleOrder>(state, 'sort', ['row', 'loss', 'truth', 'gradient', 'share']);
    const down = viewFlag(state, 'sortDown', false);
    const { batch } = this.model;
    const list = batch ? [] : sorted(samples, order, down);
    const count = batch ? batch.axes.rows : list.length;
    const seen = visible(count, rowHeight, this.#top, 300, 4);
    if (batch) this.#window.see(batch, order, down, seen.first, seen.end);
    const drawn = range(seen).map((i) => (batch ? this.#window.at(i) : list[i]));
    const selected = batch?.selected ?? this.model.row;
    const stop = (drawn.find((sample) => sample?.row === selected) ?? drawn[0])?.row;
    return html`<div class="scroller" tabindex="-1" @scroll=${this.#onScroll}>
      <table role="grid" aria-label="Samples" aria-rowcount=${count + 1}>
        <thead><tr>${columns.map(({ key, label, title }) => {
          const sort = key === order ? (down ? 'descending' : 'ascending') : 'none';
          return html`<th aria-sort=${sort}><button title=${title} @click=${() => this.#sort(key, order, down)}>${label}</button></th>`;
        })}</tr></thead>
        <tbody>
          ${pad(seen.first * rowHeight)}
          ${drawn.map((sample, i) => this.#renderRow(sample, seen.first + i, stop))}
          ${pad((count - seen.end) * rowHeight)}
        </tbody>
      </table>
    </div>`;
  }

  #renderRow(sample: Sample | BatchSample | undefined, index: number, stop: number | undefined) {
    if (!sample) return pad(rowHeight);
    const { row, loss, truth, gradient, share, ignored } = sample;
    const selected = row === (this.model.batch?.selected ?? this.model.row);
    return html`<tr class=${ignored ? 'ignored' : ''} aria-selected=${selected} aria-rowindex=${index + 2} tabindex=${row === stop ? 0 : -1}
      @click=${() => this.setView({ row })} @keydown=${this.#onKey}>
      <td>${row} <span class="muted">${truthName(this.model, sample)}${ignored ? ' ignored' : ''}</span></td>
      <td class="number">${fixed(loss)}</td>
      <td class="number">${Number.isNaN(truth) ? '–' : percent(truth)}</td>
      <td class="number">${Number.isNaN(gradient) ? '–' : compact(gradient)}</td>
      <td class="number share" ${cssVars({ '--share': Math.max(0, Math.min(1, share)) })}>${percent(share)}</td>
    </tr>`;
  }

  #onKey(event: KeyboardEvent): void {
    const move = { ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling' }[event.key];
    if (event.key === 'Enter' || event.key === ' ') (event.currentTarget as HTMLElement).click();
    else if (move) {
      const next = (event.currentTarget as HTMLElement)[move as 'nextElementSibling'];
      if (next instanceof HTMLElement) next.click();
      void this.updateComplete.then(() =>
        this.renderRoot.querySelector<HTMLElement>('tr[aria-selected="true"]')?.focus(),
      );
    } else return;
    event.preventDefault();
  }

  #onScroll(event: Event): void {
    this.#top = (event.target as HTMLElement).scrollTop;
    this.requestUpdate();
  }

  #sort(key: SampleOrder, order: SampleOrder, down: boolean): void {
    this.setView({ sort: key, sortDown: key === order ? !down : key !== 'row' });
  }
}

const pad = (height: number) =>
  height > 0
    ? html`<tr class="pad" aria-hidden="true" ${cssVars({ '--pad': `${height}px` })}><td colspan="5"></td></tr>`
    : null;

function truthName({ main, state }: Model, sample: Sample | BatchSample): string {
  if (!takesIndices(main.problem)) return '';
  const c = 'target' in sample ? (sample.target ?? -1) : targetClass(main.problem, sample.row);
  return c < 0 ? '' : className(state, c);
}

declare global {
  interface HTMLElementTagNameMap {
    'li-samples': Samples;
  }
}
