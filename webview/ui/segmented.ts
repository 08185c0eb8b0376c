import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from './styles.ts';

export interface Segment {
  readonly value: string;
  readonly label: string;
  readonly title?: string;
}

/** A few choices side by side, one of them taken: a radio group. */
@customElement('li-segmented')
export class Segmented extends LitElement {
  @property() label = '';
  @property() value = '';
  @property({ attribute: false }) segments: readonly Segment[] = [];

  static override styles = [
    base,
    css`
      :host {
        display: inline-block;
      }
      div {
        display: inline-flex;
        padding: 1px;
        border: 1px solid var(--vscode-settings-dropdownBorder, var(--line));
        border-radius: 5px;
        background: var(--vscode-input-background);
      }
      button {
        padding: 1px 8px;
        min-height: 22px;
        border: 1px solid transparent;
        border-radius: 4px;
        background: none;
        color: inherit;
        font: inherit;
        white-space: nowrap;
        cursor: pointer;
      }
      button[aria-checked='true'] {
        background: var(--vscode-inputOption-activeBackground);
        border-color: var(--vscode-contrastActiveBorder, var(--vscode-inputOption-activeBorder, transparent));
        color: var(--vscode-inputOption-activeForeground);
      }
      button:hover:not([aria-checked='true']) {
        background: var(--vscode-toolbar-hoverBackground);
      }
      button:focus-visible {
        outline: 1px solid var(--focus);
        outline-offset: 1px;
      }
    `,
  ];

  override render() {
    return html`<div role="radiogroup" aria-label=${this.label} @keydown=${this.#onKey}>
      ${this.segments.map(
        ({ value, label, title }) =>
          html`<button role="radio" aria-checked=${value === this.value} tabindex=${value === this.value ? 0 : -1}
            title=${title ?? label} @click=${() => this.#choose(value)}>${label}</button>`,
      )}
    </div>`;
  }

  #onKey(event: KeyboardEvent): void {
    const direction = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!direction) return;
    event.preventDefault();
    const at = this.segments.findIndex(({ value }) => value === this.value);
    const next = this.segments[(at + direction + this.segments.length) % this.segments.length];
    if (next) this.#choose(next.value);
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('[aria-checked="true"]')?.focus(),
    );
  }

  #choose(value: string): void {
    if (value === this.value) return;
    this.value = value;
    this.dispatchEvent(new CustomEvent<string>('choose', { detail: value }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'li-segmented': Segmented;
  }
}
