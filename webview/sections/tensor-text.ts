import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { loadWriters } from '../host/out.ts';
import { asFloating } from '../model/paste.ts';
import { replaceInput } from '../model/tensor-edits.ts';
import type { Writers } from '../out.ts';
import { withOwnTensor } from '../state/lesson.ts';
import { icons } from '../ui/icons.ts';
import { PanelElement } from '../ui/panel-element.ts';
import { base, fields, iconButtons, notes } from '../ui/styles.ts';

/** Tensors beyond this are too long to be read as text. */
const largest = 20_000;

/** One tensor as text: any form that people paste, checked as a whole, with the place of the first error. */
@customElement('li-tensor-text')
export class TensorText extends PanelElement {
  /** The input's name. */
  @property() name = '';
  @state() private open = false;
  @state() private refused = '';
  @state() private print: Writers['printTensor'] | undefined;

  static override styles = [
    base,
    fields,
    iconButtons,
    notes,
    css`
      :host {
        display: contents;
      }
      .editor {
        flex: 1 1 100%;
        order: 1;
      }
      textarea {
        display: block;
        height: auto;
        min-height: 92px;
        resize: vertical;
        font-family: var(--number-font);
        white-space: pre;
      }
      .ways {
        display: flex;
        gap: 6px;
        margin-top: 6px;
      }
      .ways .icon {
        padding: 0 10px;
        border-color: var(--line);
      }
      .ways .icon.apply {
        border-color: var(--vscode-button-border, transparent);
        background: var(--vscode-button-background);
        color: var(--vscode-button-foreground);
      }
    `,
  ];

  override render() {
    const tensor = this.model.main.problem.raw[this.name];
    if (!tensor || tensor.data.length > largest) return nothing;
    return html`<button class="icon" title="Edit ${this.name} as text, or paste it" aria-label="Edit ${this.name} as text"
        aria-expanded=${this.open} @click=${this.#toggle}>${icons.text}</button>
      ${this.open ? this.#renderEditor() : nothing}`;
  }

  #renderEditor() {
    const tensor = this.model.main.problem.raw[this.name];
    const text = (tensor && this.print?.(tensor, 'json').replaceAll('], [', '],\n [')) ?? '';
    return html`<div class="editor">
      <textarea rows="6" spellcheck="false" aria-label="${this.name} as text" aria-invalid=${this.refused !== ''} .value=${text}
        @keydown=${this.#onKey}></textarea>
      ${this.refused ? html`<p class="refused" role="alert">${this.refused}</p>` : nothing}
      <div class="ways">
        <button class="icon apply" @click=${this.#apply}>Use it (Ctrl+Enter)</button>
        <button class="icon" @click=${this.#toggle}>Cancel</button>
      </div>
      <p class="hint">Python, NumPy, PyTorch, JSON, CSV, or what a debugger printed.</p>
    </div>`;
  }

  get #field(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector('textarea');
  }

  async #toggle(): Promise<void> {
    this.print ??= (await loadWriters()).printTensor;
    this.open = !this.open;
    this.refused = '';
    await this.updateComplete;
    if (this.open) this.#field?.select();
    else this.renderRoot.querySelector('button')?.focus();
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') void this.#toggle();
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void this.#apply();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  async #apply(): Promise<void> {
    const field = this.#field;
    if (!field) return;
    const parsed = await this.ask('parse', field.value);
    if (!parsed.ok) {
      this.refused = parsed.message;
      field.focus();
      field.setSelectionRange(parsed.start, parsed.end);
      return;
    }
    const { problem } = this.model.main;
    const [tensor] = parsed.tensors;
    if (!tensor) return;
    const whole = this.name === problem.prediction.name ? asFloating(tensor) : tensor;
    this.edit(withOwnTensor(replaceInput(problem, this.name, whole)));
    void this.#toggle();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'li-tensor-text': TensorText;
  }
}
