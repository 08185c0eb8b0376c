import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { icons } from './icons.ts';
import { base } from './styles.ts';

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly description?: string;
}

/** The panel lists the choices anew in every frame of a drag; the browser lays a select out again when they are set. */
const differs = (a: readonly Choice[], b: readonly Choice[] | undefined): boolean =>
  JSON.stringify(a) !== JSON.stringify(b);

/**
 * A drop-down under a small label, in VS Code's colours. The browser's own select: its list is never clipped by the
 * panel, and keyboard and screen reader work as everywhere.
 */
@customElement('li-select')
export class Select extends LitElement {
  @property() label = '';
  @property() value = '';
  @property({ attribute: false, hasChanged: differs }) choices: readonly Choice[] = [];

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
      .field {
        position: relative;
      }
      select {
        width: 100%;
        height: 26px;
        padding: 0 22px 0 6px;
        border: 1px solid var(--vscode-settings-dropdownBorder, var(--vscode-dropdown-border, var(--line)));
        border-radius: 4px;
        background: var(--vscode-settings-dropdownBackground, var(--vscode-dropdown-background));
        color: var(--vscode-settings-dropdownForeground, var(--vscode-dropdown-foreground));
        font: inherit;
        text-overflow: ellipsis;
        appearance: none;
        cursor: pointer;
      }
      select:focus-visible {
        outline: 1px solid var(--focus);
        outline-offset: -1px;
      }
      option {
        background: var(--vscode-dropdown-listBackground, var(--vscode-dropdown-background));
        color: var(--vscode-dropdown-foreground);
      }
      svg {
        position: absolute;
        inset-block-start: 5px;
        inset-inline-end: 5px;
        pointer-events: none;
      }
    `,
  ];

  override render() {
    const chosen = this.choices.find(({ value }) => value === this.value);
    return html`<span class="caption" aria-hidden="true">${this.label}</span>
      <div class="field">
        <select aria-label=${this.label} title=${chosen?.description ?? this.label} .value=${this.value} @change=${this.#onChange}>
          ${this.choices.map(
            ({ value, label, description }) =>
              html`<option value=${value} title=${description ?? ''} ?selected=${value === this.value}>${label}</option>`,
          )}
        </select>
        ${icons.down}
      </div>`;
  }

  /** Other choices make the browser choose one of its own, also where the value stays. */
  protected override updated(changed: PropertyValues): void {
    const select = this.renderRoot.querySelector('select');
    if (select && changed.has('choices')) select.value = this.value;
  }

  #onChange(event: Event): void {
    const { value } = event.target as HTMLSelectElement;
    this.value = value;
    this.dispatchEvent(new CustomEvent<string>('choose', { detail: value }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'li-select': Select;
  }
}
