import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { type Group, matching } from '../model/search.ts';
import { icons } from './icons.ts';
import { base, fields } from './styles.ts';

/** A searchable list of named things in groups: an ARIA combobox with a list box. */
@customElement('li-picker')
export class Picker extends LitElement {
  @property() label = '';
  @property() value = '';
  @property({ attribute: false }) groups: readonly Group[] = [];
  @state() private open = false;
  @state() private query = '';
  @state() private active = 0;

  static override styles = [
    base,
    fields,
    css`
      :host {
        position: relative;
      }
      .caption {
        display: block;
        margin-bottom: 2px;
        color: var(--muted);
        font-size: 0.85em;
      }
      .field {
        position: relative;
      }
      input {
        padding-inline-end: 24px;
        text-overflow: ellipsis;
        font-weight: 600;
      }
      @container (max-width: 340px) {
        input {
          padding-inline: 4px 18px;
          font-size: 0.92em;
        }
      }
      .field svg {
        position: absolute;
        inset-block-start: 5px;
        inset-inline-end: 5px;
        pointer-events: none;
      }
      .list {
        position: absolute;
        z-index: 30;
        inset-inline-start: 0;
        width: max(100%, min(360px, 86vw));
        max-height: min(420px, 60vh);
        overflow: auto;
        margin-top: 2px;
        padding: 4px 0;
        border: 1px solid var(--vscode-settings-dropdownListBorder, var(--line));
        border-radius: 5px;
        background: var(--vscode-settings-dropdownBackground, var(--vscode-dropdown-background));
        color: var(--vscode-settings-dropdownForeground, var(--vscode-dropdown-foreground));
        box-shadow: 0 4px 14px var(--vscode-widget-shadow, transparent);
      }
      .group {
        padding: 6px 10px 2px;
        color: var(--muted);
        font-size: 0.85em;
      }
      [role='option'] {
        padding: 3px 10px 4px;
        cursor: pointer;
        border: 1px solid transparent;
      }
      [role='option']:hover {
        background: var(--vscode-list-hoverBackground);
        color: var(--vscode-list-hoverForeground);
      }
      [role='option'].active {
        background: var(--vscode-list-activeSelectionBackground);
        color: var(--vscode-list-activeSelectionForeground);
        border-color: var(--vscode-contrastActiveBorder, transparent);
      }
      .note {
        display: block;
        font-size: 0.85em;
        opacity: 0.85;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .none {
        padding: 6px 10px;
        color: var(--muted);
      }
    `,
  ];

  override render() {
    const shown = this.#shown();
    const flat = shown.flatMap((group) => group.items);
    const chosen = this.groups.flatMap((group) => group.items).find((item) => item.value === this.value);
    return html`<span class="caption" aria-hidden="true">${this.label}</span>
      <div class="field">
        <input role="combobox" aria-label=${this.label} aria-expanded=${this.open} aria-controls="list"
          aria-autocomplete="list" aria-activedescendant=${this.open && flat.length ? `o${this.active}` : nothing}
          autocomplete="off" spellcheck="false" .value=${this.open ? this.query : (chosen?.label ?? this.value)}
          placeholder=${this.open ? (chosen?.label ?? '') : ''} @focus=${this.#onFocus} @mousedown=${this.#show}
          @input=${this.#onInput} @keydown=${this.#onKey} @blur=${this.#hide} />
        ${icons.down}
      </div>
      <div class="list" id="list" role="listbox" aria-label=${this.label} ?hidden=${!this.open}
        @mousedown=${(event: Event) => event.preventDefault()}>
        ${this.open ? this.#renderGroups(shown) : nothing}
        ${this.open && flat.length === 0 ? html`<div class="none" role="option" aria-disabled="true" aria-selected="false">Nothing is called “${this.query}”.</div>` : nothing}
      </div>`;
  }

  #renderGroups(shown: readonly Group[]) {
    let index = 0;
    return shown.map(
      ({ name, items }) => html`<div role="group" aria-label=${name}>
        <div class="group" aria-hidden="true">${name}</div>
        ${items.map((item) => {
          const at = index++;
          return html`<div role="option" id=${`o${at}`} class=${at === this.active ? 'active' : ''}
            aria-selected=${item.value === this.value} @click=${() => this.#choose(item.value)}>
            ${item.label}<span class="note">${item.note}</span></div>`;
        })}
      </div>`,
    );
  }

  #shown(): readonly Group[] {
    return matching(this.groups, this.query);
  }

  #show = (): void => {
    if (this.open) return;
    this.open = true;
    this.query = '';
    const flat = this.groups.flatMap((group) => group.items);
    this.active = Math.max(
      0,
      flat.findIndex((item) => item.value === this.value),
    );
    void this.#scroll();
  };

  #hide = (): void => {
    this.open = false;
    this.query = '';
  };

  #onFocus(event: FocusEvent): void {
    (event.target as HTMLInputElement).select();
  }

  #onInput(event: Event): void {
    this.open = true;
    this.query = (event.target as HTMLInputElement).value;
    this.active = 0;
  }

  #onKey(event: KeyboardEvent): void {
    const flat = this.#shown().flatMap((group) => group.items);
    const move = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (move) {
      event.preventDefault();
      if (this.open) this.active = Math.min(flat.length - 1, Math.max(0, this.active + move));
      else this.#show();
      void this.#scroll();
    } else if (event.key === 'Enter' && this.open) {
      const item = flat[this.active];
      if (item) this.#choose(item.value);
    } else if (event.key === 'Enter') this.#show();
    else if (event.key === 'Escape' && this.open) {
      event.stopPropagation();
      this.#hide();
    }
  }

  async #scroll(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector(`#o${this.active}`)?.scrollIntoView({ block: 'nearest' });
  }

  #choose(value: string): void {
    this.#hide();
    if (value === this.value) return;
    this.value = value;
    this.dispatchEvent(new CustomEvent<string>('choose', { detail: value }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'li-picker': Picker;
  }
}
