import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { InputSpec } from '../../src/core/loss.ts';
import { parseNumber } from '../model/format.ts';
import { tensorAxes, tensorSource } from '../model/grid-sources.ts';
import { firstTensor } from '../model/paste.ts';
import { stepped, tidy } from '../model/stepping.ts';
import { setElementOf, setTensor } from '../model/tensor-edits.ts';
import type { GridEvents, Place } from '../ui/grid/types.ts';
import './tensor-text.ts';
import { PanelElement } from '../ui/panel-element.ts';
import { base, notes } from '../ui/styles.ts';

/** Any tensor of the loss besides the prediction: a dense target, a second input. */
@customElement('li-tensor-input')
export class TensorInput extends PanelElement {
  @property({ attribute: false }) spec!: InputSpec;
  @state() private refused = '';

  static override styles = [
    base,
    notes,
    css`
      .tools {
        display: flex;
        flex-wrap: wrap;
        margin-bottom: 6px;
      }
      li-grid {
        --bar: var(--target);
      }
    `,
  ];

  override render() {
    const { problem } = this.model.main;
    const axes = tensorAxes(problem, problem.raw[this.spec.name]);
    return html`<div class="tools"><li-tensor-text .model=${this.model} .name=${this.spec.name}></li-tensor-text></div>
      <li-grid label="${this.spec.name}, ${axes.rows} by ${axes.columns}" .source=${tensorSource(this.model, this.spec)}
        .selected=${this.model.row} ?compact=${axes.rows > 8 || axes.columns > 24} @grid-select=${this.#onSelect}
        @grid-type=${this.#onType} @grid-step=${this.#onStep} @grid-drag=${this.#onDrag} @grid-paste=${this.#onPaste}></li-grid>
      ${this.refused ? html`<p class="refused" role="alert">${this.refused}</p>` : nothing}`;
  }

  #set({ row, column }: Place, value: number, gesture: string | null = null): void {
    const { problem } = this.model.main;
    const { index } = tensorAxes(problem, problem.raw[this.spec.name]);
    this.refused = '';
    this.editSide('setting', setElementOf(problem, this.spec.name, index(row, column), value), gesture);
  }

  #onSelect({ detail: { row } }: GridEvents['grid-select']): void {
    this.setView({ row });
  }

  #onType({ detail }: GridEvents['grid-type']): void {
    const value = parseNumber(detail.text);
    if (value === undefined) this.refused = `“${detail.text}” is not a number.`;
    else this.#set(detail, value);
  }

  #onStep({ detail }: GridEvents['grid-step']): void {
    const { value } = tensorSource(this.model, this.spec).cell(detail.row, detail.column);
    const step = this.#whole ? 1 : this.#unit ? 0.01 : 0.1;
    const next = stepped(value, detail.direction, step, detail);
    this.#set(detail, this.#whole ? Math.round(next) : next, detail.gesture);
  }

  #onDrag({ detail }: GridEvents['grid-drag']): void {
    const { fraction, start, pixels, gesture } = detail;
    const value =
      this.#unit && fraction !== null ? Math.min(1, Math.max(0, fraction)) : start + pixels * 0.02;
    this.#set(detail, this.#whole ? Math.round(value) : tidy(value, 3), gesture);
  }

  async #onPaste({ detail }: GridEvents['grid-paste']): Promise<void> {
    const pasted = firstTensor(await this.ask('parse', detail.text));
    if (pasted.ok) this.editSide('setting', setTensor(this.model.main.problem, this.spec.name, pasted.value));
    this.refused = pasted.ok ? '' : pasted.error;
  }

  /** Whether the values are class numbers, lengths, signs. */
  get #whole(): boolean {
    const { dtype } = this.model.main.problem.raw[this.spec.name] ?? { dtype: 'float32' };
    return dtype.includes('int') || dtype === 'bool';
  }

  /** Whether the values are shares between 0 and 1. */
  get #unit(): boolean {
    const { data } = this.model.main.problem.raw[this.spec.name] ?? { data: [] };
    return this.spec.accepts[0] !== 'reals' && Array.from(data).every((x) => x >= 0 && x <= 1);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'li-tensor-input': TensorInput;
  }
}
