import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import type { VscodeSingleSelect } from '@vscode-elements/elements/dist/vscode-single-select/index.js';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from './styles.ts';

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly description?: string;
}

/** A VS Code drop-down under a small label. */
@customElement('li-select')
export class Select extends LitElement {
  @property() label = '';
  @property() value = '';
  @property({ attribute: false }) choices: readonly Choice[] = [];

  static override styles = [
    base,
    css`
      .caption {
        display: block;
        margin-bottom: 2px;
        color: var(--muted);
        font-size: 0.85em;
        white-space: nowrap;
      }
      vscode-single-select {
        width: 100%;
      }
    `,
  ];

  override render() {
    return html`<span class="caption" aria-hidden="true">${this.label}</span>
      <vscode-single-select .label=${this.label} .value=${this.value} @change=${this.#onChange}>
        ${this.choices.map(
          ({ value, label, description }) =>
            html`<vscode-option value=${value} description=${description ?? ''} ?selected=${value === this.value}
              >${label}</vscode-option>`,
        )}
      </vscode-single-select>`;
  }

  #onChange(event: Event): void {
    event.stopPropagation();
    const { value } = event.target as VscodeSingleSelect;
    if (value === this.value) return;
    this.value = value;
    this.dispatchEvent(new CustomEvent<string>('choose', { detail: value }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'li-select': Select;
  }
}
