import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { OptionValue, ParamSpec } from '../../src/core/loss.ts';
import type { Tensor } from '../../src/core/tensor.ts';
import { ok } from '../../src/result.ts';
import type { Evaluation } from '../model/evaluation.ts';
import { exact } from '../model/format.ts';
import { parseVector, weightPresets } from '../model/parameter-values.ts';
import { firstTensor } from '../model/paste.ts';
import { type Side, setOption } from '../state/edits.ts';
import { icons } from '../ui/icons.ts';
import type { NumberChange } from '../ui/number-field.ts';
import { PanelElement } from '../ui/panel-element.ts';
import { base, fields, iconButtons, notes, sliders } from '../ui/styles.ts';

type NumberParam = Extract<ParamSpec, { kind: 'number' | 'integer' }>;
type ChoiceParam = Extract<ParamSpec, { kind: 'choice' }>;

/** The parameters that the chosen loss declares, and no others. */
@customElement('li-parameters')
export class ParametersElement extends PanelElement {
  @property() side: Side = 'setting';

  static override styles = [
    base,
    fields,
    iconButtons,
    notes,
    sliders,
    css`
      .grid {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(230px, 100%), 1fr));
        gap: 12px 20px;
      }
      .name {
        display: flex;
        align-items: center;
        gap: 6px;
        min-height: 24px;
      }
      .name code {
        color: var(--muted);
        font-family: var(--number-font);
        font-size: 0.9em;
      }
      .name .icon {
        margin-inline-start: auto;
      }
      .control {
        display: flex;
        align-items: center;
        gap: 8px;
      }
      li-number {
        flex: none;
      }
      .presets {
        display: flex;
        gap: 4px;
        margin-top: 4px;
      }
      .presets .icon {
        border-color: var(--line);
        padding: 0 8px;
      }
    `,
  ];

  override render() {
    const evaluation = this.side === 'setting' ? this.model.main : this.model.other;
    if (!evaluation) return nothing;
    const { params } = evaluation.problem.loss;
    if (params.length === 0)
      return html`<p class="muted">${evaluation.problem.loss.title} has no parameters.</p>`;
    return html`<div class="grid">${params.map((param) => this.#renderParam(param, evaluation))}</div>`;
  }

  #renderParam(param: ParamSpec, evaluation: Evaluation) {
    const { options, setting } = evaluation.problem;
    const value = options[param.name] ?? param.default;
    const changed = setting.options[param.name] !== undefined;
    const byDefault = param.default === null ? 'None' : String(param.default);
    return html`<div>
      <div class="name"><span>${param.label}</span><code>${param.name}</code>
        ${
          changed
            ? html`<button class="icon" title="Back to the default, ${byDefault}" aria-label="${param.label} back to the default, ${byDefault}"
                @click=${() => this.editSide(this.side, setOption(param.name, undefined))}>${icons.reset}</button>`
            : nothing
        }
      </div>
      ${this.#renderControl(param, value, evaluation)}
      <p class="hint">${param.summary}${changed ? ` (default ${byDefault})` : ''}</p>
    </div>`;
  }

  #renderControl(param: ParamSpec, value: OptionValue, evaluation: Evaluation) {
    switch (param.kind) {
      case 'boolean':
        return html`<li-checkbox .label=${param.label} .checked=${value === true}
          @check=${(e: CustomEvent<boolean>) => this.#set(param, e.detail)}></li-checkbox>`;
      case 'choice':
        return this.#renderChoice(param, String(value));
      case 'tensor':
        return this.#renderTensor(param, typeof value === 'object' ? value : null, evaluation);
      default:
        return this.#renderNumber(param, Number(value));
    }
  }

  #renderNumber(param: NumberParam, value: number) {
    const [from, to, step] = rangeOf(param);
    return html`<div class="control">
      ${
        Number.isFinite(from) && Number.isFinite(to)
          ? html`<input type="range" aria-label=${param.label} min=${from} max=${to} step=${step} .value=${String(value)}
              @input=${(e: Event) => this.#set(param, Number((e.target as HTMLInputElement).value), param.name)} />`
          : nothing
      }
      <li-number .label=${param.label} .value=${value} .step=${step} ?integer=${param.kind === 'integer'}
        .min=${param.min ?? Number.NEGATIVE_INFINITY} .max=${param.max ?? Number.POSITIVE_INFINITY}
        @number=${({ detail }: CustomEvent<NumberChange>) =>
          this.#set(param, detail.value, detail.held ? param.name : null)}></li-number>
    </div>`;
  }

  #renderChoice(param: ChoiceParam, value: string) {
    const segments = param.choices.map((choice) => ({ value: choice, label: choice }));
    return html`<li-segmented .label=${param.label} .segments=${segments} .value=${value}
      @choose=${(e: CustomEvent<string>) => this.#set(param, e.detail)}></li-segmented>`;
  }

  #renderTensor(param: ParamSpec, value: Tensor | null, evaluation: Evaluation) {
    const text = value ? Array.from(value.data, exact).join(', ') : '';
    const presets = weightPresets(param, evaluation.problem);
    return html`<input class="number" aria-label=${param.label} placeholder="None: all 1" .value=${text}
        @change=${(e: Event) => this.#typeTensor(param, e.target as HTMLInputElement, evaluation)} />
      ${
        presets.length
          ? html`<div class="presets">${presets.map(
              ({ label, title, make }) =>
                html`<button class="icon" title=${title} @click=${() => this.#set(param, make())}>${label}</button>`,
            )}</div>`
          : nothing
      }`;
  }

  async #typeTensor(param: ParamSpec, field: HTMLInputElement, { problem }: Evaluation): Promise<void> {
    const numbers = parseVector(field.value);
    const parsed = numbers === undefined ? firstTensor(await this.ask('parse', field.value)) : ok(numbers);
    field.setAttribute('aria-invalid', String(!parsed.ok));
    field.title = parsed.ok ? '' : parsed.error;
    if (parsed.ok)
      this.#set(param, parsed.value ? { ...parsed.value, dtype: problem.setting.dtype } : undefined);
  }

  #set(param: ParamSpec, value: OptionChange, gesture: string | null = null): void {
    this.editSide(this.side, setOption(param.name, value), gesture);
  }
}

/** Undefined goes back to the default. */
type OptionChange = Parameters<typeof setOption>[1];

function rangeOf({ kind, min, max, slider }: NumberParam): readonly [number, number, number] {
  if (slider) return slider;
  const step = kind === 'integer' ? 1 : max !== undefined && max <= 1 ? 0.01 : 0.1;
  return [min ?? Number.NEGATIVE_INFINITY, max ?? Number.POSITIVE_INFINITY, step];
}

declare global {
  interface HTMLElementTagNameMap {
    'li-parameters': ParametersElement;
  }
}
