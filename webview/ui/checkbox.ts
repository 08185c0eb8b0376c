import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from './styles.ts';

/** A tick box with its words, in VS Code's colours. */
@customElement('li-checkbox')
export class Checkbox extends LitElement {
  @property() label = '';
  @property({ type: Boolean }) checked = false;

  static override styles = [
    base,
    css`
      :host {
        display: inline-block;
      }
      label {
        display: inline-flex;
        align-items: center;
        gap: 7px;
        min-height: 24px;
        cursor: pointer;
      }
      input {
        position: relative;
        flex: none;
        width: 18px;
        height: 18px;
        margin: 0;
        appearance: none;
        border: 1px solid var(--vscode-settings-checkboxBorder, var(--vscode-checkbox-border));
        border-radius: 3px;
        background: var(--vscode-settings-checkboxBackground, var(--vscode-checkbox-background));
        color: var(--vscode-settings-checkboxForeground, var(--vscode-checkbox-foreground));
        cursor: pointer;
      }
      input:checked::after {
        content: '';
        position: absolute;
        inset: 2px 5px 4px 5px;
        border: solid currentColor;
        border-width: 0 1.6px 1.6px 0;
        transform: rotate(42deg);
      }
      input:focus-visible {
        outline: 1px solid var(--focus);
        outline-offset: 1px;
      }
    `,
  ];

  override render() {
    return html`<label><input type="checkbox" .checked=${this.checked} @change=${this.#onChange} />${this.label}</label>`;
  }

  #onChange(event: Event): void {
    this.checked = (event.target as HTMLInputElement).checked;
    this.dispatchEvent(new CustomEvent<boolean>('check', { detail: this.checked }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'li-checkbox': Checkbox;
  }
}
