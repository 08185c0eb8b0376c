import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { exact, parseNumber, plainDecimal } from '../model/format.ts';
import { stepped } from '../model/stepping.ts';
import { base, fields } from './styles.ts';

/** A number that is typed or stepped with the arrow keys: Shift for ten steps, Alt for a tenth. */
@customElement('li-number')
export class NumberField extends LitElement {
  @property({ type: Number }) value = 0;
  @property({ type: Number }) step = 0.1;
  @property({ type: Number }) min = Number.NEGATIVE_INFINITY;
  @property({ type: Number }) max = Number.POSITIVE_INFINITY;
  @property({ type: Boolean }) integer = false;
  /** The field's accessible name. */
  @property() label = '';
  @state() private refused = false;

  static override styles = [
    base,
    fields,
    css`
      :host {
        width: 9ch;
      }
    `,
  ];

  override render() {
    return html`<input class="number" role="spinbutton" inputmode="decimal" autocomplete="off" spellcheck="false"
      aria-label=${this.label} aria-valuenow=${plainDecimal(this.value)} aria-invalid=${this.refused} aria-valuetext=${exact(this.value)}
      .value=${exact(this.value)} @keydown=${this.#onKey} @change=${this.#onChange} @focus=${this.#onFocus} />`;
  }

  #onFocus(event: FocusEvent): void {
    (event.target as HTMLInputElement).select();
  }

  #onKey(event: KeyboardEvent): void {
    const direction = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (direction === 0) return;
    event.preventDefault();
    const next = stepped(this.value, direction, this.integer ? Math.max(1, this.step) : this.step, event);
    this.#emit(this.integer ? Math.round(next) : next, true);
  }

  #onChange(event: Event): void {
    const field = event.target as HTMLInputElement;
    const value = parseNumber(field.value);
    this.refused = value === undefined || (this.integer && !Number.isInteger(value));
    if (value === undefined || this.refused) return;
    this.#emit(value, false);
    field.value = exact(this.value);
  }

  #emit(value: number, held: boolean): void {
    this.refused = false;
    this.value = Math.min(this.max, Math.max(this.min, value));
    this.dispatchEvent(new CustomEvent<NumberChange>('number', { detail: { value: this.value, held } }));
  }
}

export interface NumberChange {
  readonly value: number;
  /** True while an arrow key or a drag goes on: one step of undo. */
  readonly held: boolean;
}

declare global {
  interface HTMLElementTagNameMap {
    'li-number': NumberField;
  }
}
