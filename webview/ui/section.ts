import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { icons } from './icons.ts';
import { base } from './styles.ts';

/** A part of the panel under a heading that opens and closes it, with what matters most said on the closed line. */
@customElement('li-section')
export class Section extends LitElement {
  @property() heading = '';
  /** Shown beside the heading, open or closed. */
  @property() summary = '';
  @property({ type: Boolean, reflect: true }) open = false;

  static override styles = [
    base,
    css`
      :host {
        border: 1px solid var(--line);
        border-radius: 6px;
        background: var(--surface);
        min-width: 0;
        container-type: inline-size;
        content-visibility: auto;
        contain-intrinsic-size: auto 240px;
      }
      header {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 34px;
        padding-inline-end: 6px;
      }
      h2 {
        flex: 1 1 auto;
        margin: 0;
        font: inherit;
        min-width: 0;
      }
      button {
        display: flex;
        align-items: center;
        gap: 6px;
        width: 100%;
        min-height: 34px;
        padding: 0 8px;
        border: 0;
        border-radius: 6px;
        background: none;
        color: inherit;
        font: inherit;
        text-align: start;
        cursor: pointer;
      }
      button:focus-visible {
        outline: 1px solid var(--focus);
        outline-offset: -2px;
      }
      .chevron {
        flex: none;
        transition: transform 120ms;
      }
      :host([open]) .chevron {
        transform: rotate(90deg);
      }
      .name {
        flex: 0 0 auto;
        max-width: calc(100% - 22px);
        font-weight: 600;
      }
      .summary {
        color: var(--muted);
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .body {
        padding: 2px 12px 12px;
      }
      @media (prefers-reduced-motion: reduce) {
        .chevron {
          transition: none;
        }
      }
    `,
  ];

  override render() {
    return html`<header>
        <h2>
          <button aria-expanded=${this.open} aria-controls="body" @click=${this.#toggle}>
            <span class="chevron">${icons.chevron}</span><span class="name">${this.heading}</span>
            ${this.summary ? html`<span class="summary">${this.summary}</span>` : nothing}
          </button>
        </h2>
        <slot name="actions" ?hidden=${!this.open}></slot>
      </header>
      <div class="body" id="body" ?hidden=${!this.open}>${this.open ? html`<slot></slot>` : nothing}</div>`;
  }

  #toggle(): void {
    this.dispatchEvent(new CustomEvent('toggle', { detail: !this.open }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'li-section': Section;
  }
}
