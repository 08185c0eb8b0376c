import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base, iconButtons } from './styles.ts';

export interface MenuItem {
  readonly label: string;
  readonly note?: string;
  readonly choose: () => void;
}

export interface MenuGroup {
  readonly name: string;
  readonly items: readonly MenuItem[];
}

/** A button that opens a menu below it: an ARIA menu, moved through with the arrow keys. */
@customElement('li-menu')
export class Menu extends LitElement {
  @property() label = '';
  /** Shown beside the icon. */
  @property() text = '';
  @property({ attribute: false }) icon: TemplateResult | undefined;
  /** Asked for when the menu opens: what it offers may be costly to make. */
  @property({ attribute: false }) groups: () => readonly MenuGroup[] = () => [];
  @state() private open = false;

  static override styles = [
    base,
    iconButtons,
    css`
      :host {
        position: relative;
      }
      .menu {
        position: fixed;
        inset: var(--top) auto auto var(--left);
        width: max-content;
        min-width: 180px;
        max-width: min(340px, 88vw);
        max-height: min(520px, 70vh);
        overflow: auto;
        margin: 0;
        padding: 4px;
        border: 1px solid var(--vscode-menu-border, var(--line));
        border-radius: 6px;
        background: var(--vscode-menu-background, var(--vscode-dropdown-background));
        color: var(--vscode-menu-foreground, var(--vscode-dropdown-foreground));
        box-shadow: 0 4px 14px var(--vscode-widget-shadow, transparent);
      }
      .group {
        padding: 6px 10px 2px;
        font-size: 0.85em;
        opacity: 0.8;
      }
      [role='menuitem'] {
        display: block;
        width: 100%;
        padding: 3px 10px;
        border: 1px solid transparent;
        border-radius: 4px;
        background: none;
        color: inherit;
        font: inherit;
        text-align: start;
        cursor: pointer;
      }
      [role='menuitem']:hover,
      [role='menuitem']:focus {
        background: var(--vscode-menu-selectionBackground, var(--vscode-list-activeSelectionBackground));
        color: var(--vscode-menu-selectionForeground, var(--vscode-list-activeSelectionForeground));
        border-color: var(--vscode-menu-selectionBorder, transparent);
        outline: none;
      }
      @media (min-width: 621px) and (max-width: 760px) {
        .text {
          display: none;
        }
      }
      .note {
        display: block;
        font-size: 0.85em;
        opacity: 0.85;
      }
    `,
  ];

  override render() {
    return html`<button class="icon" aria-haspopup="menu" aria-expanded=${this.open} title=${this.label} aria-label=${this.label}
        @click=${this.#toggle}>${this.icon}${this.text ? html`<span class="text">${this.text}</span>` : nothing}</button>
      ${this.open ? this.#renderMenu() : nothing}`;
  }

  #renderMenu() {
    return html`<div class="menu" popover="manual" role="menu" aria-label=${this.label} @keydown=${this.#onKey} @focusout=${this.#onLeave}>
      ${this.groups().map(
        ({ name, items }) => html`<div role="group" aria-label=${name}>
          <div class="group" aria-hidden="true">${name}</div>
          ${items.map(
            ({
              label,
              note,
              choose,
            }) => html`<button role="menuitem" tabindex="-1" @click=${() => this.#choose(choose)}>
              ${label}${note ? html`<span class="note">${note}</span>` : nothing}</button>`,
          )}
        </div>`,
      )}
    </div>`;
  }

  #toggle(): void {
    this.open = !this.open;
    if (this.open) void this.updateComplete.then(() => this.#show());
  }

  /** In the top layer, where no section clips it, below the button and inside the window. */
  #show(): void {
    const menu = this.renderRoot.querySelector<HTMLElement>('.menu');
    const button = this.renderRoot.querySelector('button')?.getBoundingClientRect();
    if (!menu || !button) return;
    menu.showPopover();
    const { width, height } = menu.getBoundingClientRect();
    const left = Math.max(4, Math.min(button.right - width, innerWidth - width - 4));
    const below = button.bottom + 3;
    const top = below + height > innerHeight ? Math.max(4, innerHeight - height - 4) : below;
    menu.style.setProperty('--left', `${left}px`);
    menu.style.setProperty('--top', `${top}px`);
    this.#items[0]?.focus();
  }

  get #items(): readonly HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('[role=menuitem]')];
  }

  #onKey(event: KeyboardEvent): void {
    const items = this.#items;
    const at = items.indexOf(event.target as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (event.key === 'Escape' || event.key === 'Tab') this.#close();
    else if (to !== undefined) items[(to + items.length) % items.length]?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #onLeave(event: FocusEvent): void {
    const next = event.relatedTarget;
    if (!(next instanceof Node) || !this.renderRoot.contains(next)) this.open = false;
  }

  #choose(choose: () => void): void {
    this.#close();
    choose();
  }

  #close(): void {
    this.open = false;
    this.renderRoot.querySelector('button')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'li-menu': Menu;
  }
}
