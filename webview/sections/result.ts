import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { fixed } from '../model/format.ts';
import { isInformation, type Unit } from '../model/headline.ts';
import { pinned, pinsOf, unpinned, withPin } from '../state/pins.ts';
import { viewChoice } from '../state/view.ts';
import { icons } from '../ui/icons.ts';
import { PanelElement } from '../ui/panel-element.ts';
import { base, iconButtons } from '../ui/styles.ts';
import './compare-bar.ts';
import './figure.ts';

const units = [
  { value: 'nats', label: 'nats', title: 'Natural logarithm, as every library computes' },
  { value: 'bits', label: 'bits', title: 'Logarithm to base 2' },
];

/** The result, or two side by side, and the results that were pinned. */
@customElement('li-result')
export class Result extends PanelElement {
  static override styles = [
    base,
    iconButtons,
    css`
      :host {
        container-type: inline-size;
      }
      .figures {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px 32px;
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        align-items: flex-end;
        justify-content: flex-end;
        gap: 6px;
      }
      .tools .icon {
        height: 26px;
      }
      .pins {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        margin-inline-end: auto;
        padding: 0;
        list-style: none;
      }
      .pins li {
        display: inline-flex;
        border: 1px solid var(--line);
        border-radius: 6px;
      }
      .pins .icon:first-child {
        padding-inline: 6px;
      }
      @container (min-width: 760px) {
        .figures.double {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }
    `,
  ];

  override render() {
    const { state, other } = this.model;
    if (!other && pinsOf(state).length === 0)
      return html`<li-figure .model=${this.model}><div class="tools" slot="tools">${this.#renderTools()}</div></li-figure>`;
    return html`<div class="tools">${this.#renderPins()}${this.#renderTools()}</div>
      <div class="figures ${other ? 'double' : ''}">
        <li-figure .model=${this.model} .mark=${other ? 'A' : ''}></li-figure>
        ${other ? html`<li-figure side="compare" .model=${this.model} mark="B"></li-figure>` : nothing}
      </div>`;
  }

  #renderTools() {
    const { state, main } = this.model;
    const unit = viewChoice<Unit>(state, 'unit', ['nats', 'bits']);
    return html`<li-compare-menu .model=${this.model}></li-compare-menu>
      <button class="icon" title="Pin this result, to return to it" aria-label="Pin this result" ?disabled=${main.error !== null}
        @click=${() => this.edit(withPin(`${main.problem.loss.title} ${fixed(main.value)}`))}>${icons.pin}</button>
      ${
        isInformation(main.problem)
          ? html`<li-segmented label="Unit" .segments=${units} .value=${unit}
              @choose=${(e: CustomEvent<string>) => this.setView({ unit: e.detail })}></li-segmented>`
          : nothing
      }`;
  }

  #renderPins() {
    return html`<ul class="pins" aria-label="Pinned results">${pinsOf(this.model.state).map(
      (pin, i) => html`<li>
        <button class="icon" title="Return to this result" @click=${() => this.edit(pinned(pin))}>${icons.pin} ${pin.label}</button>
        <button class="icon" title="Remove the pin" aria-label="Remove the pin ${pin.label}" @click=${() => this.edit(unpinned(i))}>${icons.close}</button>
      </li>`,
    )}</ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'li-result': Result;
  }
}
