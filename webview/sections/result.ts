import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { compact, fixed } from '../model/format.ts';
import { type Headline, headlineOf, type Unit } from '../model/headline.ts';
import { viewChoice } from '../state/view.ts';
import { cssVars } from '../ui/css-vars.ts';
import { icons } from '../ui/icons.ts';
import { PanelElement } from '../ui/panel-element.ts';
import { base } from '../ui/styles.ts';

const units = [
  { value: 'nats', label: 'nats', title: 'Natural logarithm, as every library computes' },
  { value: 'bits', label: 'bits', title: 'Logarithm to base 2' },
];

/** The loss, large, with what gives it a meaning: its unit, the perplexity, the loss of a blind guess. */
@customElement('li-result')
export class Result extends PanelElement {
  static override styles = [
    base,
    css`
      .hero {
        display: flex;
        flex-wrap: wrap;
        align-items: flex-end;
        gap: 4px 28px;
      }
      .value {
        font-size: clamp(30px, 7cqi, 46px);
        line-height: 1.05;
        font-weight: 300;
        letter-spacing: -0.01em;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .value small {
        font-size: 0.42em;
        font-weight: 400;
        letter-spacing: 0;
        color: var(--muted);
      }
      .note {
        color: var(--muted);
      }
      dl {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 24px;
        margin: 0 0 2px;
      }
      dt {
        color: var(--muted);
        font-size: 0.88em;
      }
      dd {
        margin: 0;
        font-size: 1.15em;
        font-variant-numeric: tabular-nums;
      }
      li-segmented {
        margin-inline-start: auto;
      }
      .gauge {
        position: relative;
        height: 40px;
        margin-top: 6px;
      }
      .track {
        position: absolute;
        inset: 6px 0 auto;
        height: 8px;
        border-radius: 4px;
        background: color-mix(in srgb, var(--vscode-foreground) 12%, transparent);
        border: 1px solid var(--vscode-contrastBorder, transparent);
        overflow: hidden;
      }
      .fill {
        height: 100%;
        width: calc(var(--at) * 100%);
        background: var(--prediction);
      }
      .fill.above {
        background: var(--rising);
      }
      .tick {
        position: absolute;
        inset-block-start: 2px;
        inset-inline-start: calc(var(--at) * 100%);
        height: 16px;
        border-inline-start: 2px solid var(--vscode-foreground);
      }
      .tick span {
        position: absolute;
        inset-block-start: 17px;
        inset-inline-start: -2px;
        transform: translateX(-50%);
        white-space: nowrap;
        font-size: 0.88em;
        color: var(--muted);
      }
      .error {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 2px 8px;
        padding: 8px 12px;
        border: 1px solid var(--vscode-inputValidation-errorBorder);
        border-radius: 5px;
        background: var(--vscode-inputValidation-errorBackground);
        color: var(--vscode-inputValidation-errorForeground, var(--vscode-foreground));
      }
      .error svg {
        margin-top: 2px;
      }
      .error p {
        grid-column: 2;
        overflow-wrap: anywhere;
      }
      .message {
        font-family: var(--number-font);
      }
    `,
  ];

  override render() {
    const { main, state } = this.model;
    if (main.error) {
      const { message, cause, cure } = main.error;
      return html`<div class="error" role="alert">${icons.error}
        <p class="message">${message}</p>
        ${cause ? html`<p>${cause}</p>` : nothing}${cure ? html`<p>${cure}</p>` : nothing}
      </div>`;
    }
    const unit = viewChoice<Unit>(state, 'unit', ['nats', 'bits']);
    const headline = headlineOf(main, unit);
    return html`<div class="hero">
        <div>
          <div class="value" data-testid="loss">${headline.text} <small>${headline.unit}</small></div>
          <div class="note">${headline.note}</div>
        </div>
        <dl>${this.#renderFigures(headline)}</dl>
        ${
          headline.unit
            ? html`<li-segmented label="Unit" .segments=${units} .value=${unit}
                @choose=${(e: CustomEvent<string>) => this.setView({ unit: e.detail })}></li-segmented>`
            : nothing
        }
      </div>
      ${this.#renderGauge(headline)}`;
  }

  #renderFigures({ perplexity, chance, value }: Headline) {
    return html`${
      perplexity === null
        ? nothing
        : html`<div title="As unsure as a fair choice among this many classes"><dt>perplexity</dt><dd>${compact(perplexity, 4)}</dd></div>`
    }
    ${
      chance === null
        ? nothing
        : html`<div title="The loss of a uniform guess over the classes"><dt>chance level</dt><dd>${fixed(chance)}</dd></div>
            <div><dt>against chance</dt><dd>${verdict(value, chance)}</dd></div>`
    }`;
  }

  #renderGauge({ value, chance }: Headline) {
    if (chance === null || !Number.isFinite(value) || value < 0) return nothing;
    const end = Math.max(chance * 1.6, value * 1.08);
    return html`<div class="gauge" aria-hidden="true">
      <div class="track"><div class="fill ${value > chance ? 'above' : ''}" ${cssVars({ '--at': value / end })}></div></div>
      <div class="tick" ${cssVars({ '--at': chance / end })}><span>chance ${fixed(chance, 3)}</span></div>
    </div>`;
  }
}

const verdict = (value: number, chance: number): string =>
  Number.isFinite(value)
    ? `${compact(Math.abs(1 - value / chance) * 100, 3)} % ${value <= chance ? 'below' : 'above'}`
    : '–';

declare global {
  interface HTMLElementTagNameMap {
    'li-result': Result;
  }
}
