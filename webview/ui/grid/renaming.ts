import { html, type LitElement } from 'lit';
import { cssVars } from '../css-vars.ts';
import type { GridSource } from './types.ts';

/** The names of a grid's columns, one of which may be open for typing. */
export class Renaming {
  /** The column whose name is being typed; −1 for none. */
  #open = -1;

  constructor(
    private readonly host: LitElement,
    private readonly rename: (detail: { readonly column: number; readonly text: string }) => void,
  ) {}

  get active(): boolean {
    return this.#open >= 0;
  }

  /** @param reachable whether the Tab key stops here */
  render(source: GridSource, column: number, reachable: boolean) {
    return html`<div class="name" role="columnheader" aria-colindex=${column + 2} ${cssVars({ '--c': column })}>${this.#content(source, column, reachable)}</div>`;
  }

  #content(source: GridSource, column: number, reachable: boolean) {
    const name = source.columnName(column);
    if (this.#open === column)
      return html`<input class="edit" aria-label="Name of class ${column}" .value=${name} @keydown=${this.#onKey}
        @blur=${(event: FocusEvent) => this.#commit(event, column)} />`;
    return source.renamable
      ? html`<button title="Rename ${name}" tabindex=${reachable ? 0 : -1} @click=${() => this.#start(column)}>${name}</button>`
      : html`<span>${name}</span>`;
  }

  #start(column: number): void {
    this.#set(column);
    void this.host.updateComplete.then(() =>
      this.host.renderRoot.querySelector<HTMLInputElement>('.name .edit')?.select(),
    );
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') (event.target as HTMLElement).blur();
    if (event.key === 'Escape') this.#set(-1);
  };

  #commit(event: FocusEvent, column: number): void {
    if (!this.active) return;
    this.#set(-1);
    this.rename({ column, text: (event.target as HTMLInputElement).value.trim() });
  }

  #set(column: number): void {
    this.#open = column;
    this.host.requestUpdate();
  }
}
