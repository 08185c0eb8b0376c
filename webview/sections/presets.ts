import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { presetsFor } from '../model/target-presets.ts';
import { PanelElement } from '../ui/panel-element.ts';
import { base, iconButtons } from '../ui/styles.ts';

/** Targets at one press: class index, one-hot, smoothed, uniform. */
@customElement('li-presets')
export class Presets extends PanelElement {
  static override styles = [
    base,
    iconButtons,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px;
      }
      span {
        color: var(--muted);
      }
      .icon {
        padding: 0 6px;
        border-color: var(--line);
      }
    `,
  ];

  override render() {
    const { problem } = this.model.main;
    const presets = problem.target ? presetsFor(problem, problem.target) : [];
    if (presets.length < 2) return nothing;
    return html`<div role="group" aria-label="Target presets"><span>Target:</span>${presets.map(
      ({ label, title, apply }) =>
        html`<button class="icon" title=${title} @click=${() => this.editSide('setting', apply)}>${label}</button>`,
    )}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'li-presets': Presets;
  }
}
