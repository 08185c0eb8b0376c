import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LossVariant } from '../../src/core/loss.ts';
import { batchHeadline, refusalOf } from '../batch/headline.ts';
import { compact, fixed } from '../model/format.ts';
import { type Headline, headlineOf, type Unit } from '../model/headline.ts';
import { libraryNames } from '../model/words.ts';
import type { Side } from '../state/edits.ts';
import { viewChoice } from '../state/view.ts';
import { cssVars } from '../ui/css-vars.ts';
import { icons } from '../ui/icons.ts';
import { PanelElement } from '../ui/panel-element.ts';
import { base } from '../ui/styles.ts';

/** One loss, large, with what gives it a meaning: its unit, the perplexity, the loss of a blind guess, the floor. */
@customElement('li-figure')
export class Figure extends PanelElement {
  @property() side: Side = 'setting';
  /** A and B when comparing. */
  @property() mark = '';

  static override styles = [
    base,
    css`
      :host {
        container-type: inline-size;
        min-width: 0;
      }
      .hero {
        display: flex;
        flex-wrap: wrap;
        align-items: flex-end;
        gap: 4px 22px;
      }
      slot[name='tools'] {
        display: block;
        align-self: flex-start;
        margin-inline-start: auto;
      }
      .mark {
        display: inline-block;
        min-width: 20px;
        margin-inline-end: 8px;
        padding: 0 5px;
        border-radius: 4px;
        border: 1px solid var(--tone, var(--prediction));
        color: var(--vscode-foreground);
        font-size: 13px;
        font-weight: 600;
        line-height: 18px;
        text-align: center;
        vertical-align: 12px;
      }
      :host([side='compare']) {
        --tone: var(--other);
      }
      .value {
        font-size: clamp(30px, 8cqi, 46px);
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
      .stale {
        opacity: 0.55;
      }
      .note {
        color: var(--muted);
      }
      dl {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
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
      .gauge {
        position: relative;
        flex: 1 1 100%;
        height: 36px;
        margin-top: 4px;
      }
      @container (min-width: 1080px) {
        .gauge {
          flex: 1 1 200px;
          max-width: 900px;
          margin: 0 12px;
        }
        slot[name='tools'] {
          order: 1;
        }
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
        background: var(--tone, var(--prediction));
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
      .tick.floor {
        border-color: var(--target);
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
      .tick.early span {
        transform: none;
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
    const evaluation = this.side === 'setting' ? this.model.main : this.model.other;
    if (!evaluation) return nothing;
    const batch = this.model.batch;
    const whole = this.side === 'setting' ? batch?.whole : batch?.other;
    const error = batch ? refusalOf(whole ?? undefined) : evaluation.error;
    if (error) {
      const { message, cause, cure } = error;
      return html`<div class="error" role="alert">${icons.error}
        <p class="message">${message}</p>
        ${cause ? html`<p>${cause}</p>` : nothing}${cure ? html`<p>${cure}</p>` : nothing}
      </div>`;
    }
    const { loss, setting } = evaluation.problem;
    const unit = viewChoice<Unit>(this.model.state, 'unit', ['nats', 'bits']);
    const headline = batch
      ? batchHeadline(evaluation, batch, whole ?? undefined, unit)
      : headlineOf(evaluation, unit);
    return html`<div class="hero">
        <div>
          <div class="value ${whole && !whole.current ? 'stale' : ''}">${this.mark ? html`<span class="mark">${this.mark}</span>` : nothing}<span
            data-testid=${this.side === 'setting' ? 'loss' : 'other-loss'}>${headline.text} <small>${headline.unit}</small></span></div>
          <div class="note">${headline.note}</div>
        </div>
        <dl>${this.#renderFigures(headline)}</dl>
        <slot name="tools"></slot>
        ${this.#renderGauge(headline)}
      </div>
      ${'difference' in loss ? html`<p class="note">${libraryNames[setting.library]}: ${(loss as LossVariant).difference}</p>` : nothing}`;
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

  #renderGauge({ value, chance, floor }: Headline) {
    if (chance === null || !Number.isFinite(value) || value < 0) return nothing;
    const end = Math.max(chance * 1.6, value * 1.08);
    return html`<div class="gauge" aria-hidden="true">
      <div class="track"><div class="fill ${value > chance ? 'above' : ''}" ${cssVars({ '--at': value / end })}></div></div>
      <div class="tick ${edge(chance / end)}" ${cssVars({ '--at': chance / end })}><span>chance ${fixed(chance, 3)}</span></div>
      ${
        floor === null
          ? nothing
          : html`<div class="tick floor ${edge(floor / end)}" ${cssVars({ '--at': floor / end })}><span>floor ${fixed(floor, 3)}</span></div>`
      }
    </div>`;
  }
}

/** Near the left end a label starts at its tick, so that it stays on the page. */
const edge = (at: number): string => (at < 0.14 ? 'early' : '');

const verdict = (value: number, chance: number): string =>
  Number.isFinite(value)
    ? `${compact(Math.abs(1 - value / chance) * 100, 3)} % ${value <= chance ? 'below' : 'above'}`
    : '–';

declare global {
  interface HTMLElementTagNameMap {
    'li-figure': Figure;
  }
}
