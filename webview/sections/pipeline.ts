import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Activation } from '../../src/core/explore/activation.ts';
import type { Library, LossDefinition, Reduction } from '../../src/core/loss.ts';
import { lossById, losses } from '../../src/core/losses/index.ts';
import type { DType } from '../../src/core/tensor.ts';
import { inLibrary, librariesOf } from '../../src/core/variants/index.ts';
import { chooseLoss, withLibrary } from '../model/adapt.ts';
import { lossGroups } from '../model/loss-groups.ts';
import { apiOf, type Problem } from '../model/problem.ts';
import { activationChoices, dtypeChoices, libraryNames, reductionNotes } from '../model/words.ts';
import { type Side, setActivation, setDType, setReduction, setTemperature } from '../state/edits.ts';
import { icons } from '../ui/icons.ts';
import type { NumberChange } from '../ui/number-field.ts';
import { PanelElement } from '../ui/panel-element.ts';
import type { Choice } from '../ui/select.ts';
import { base } from '../ui/styles.ts';

const groups = lossGroups(losses);

/** What happens to the model's outputs, as one line: activation, loss, reduction, precision, library. */
@customElement('li-pipeline')
export class Pipeline extends PanelElement {
  @property() side: Side = 'setting';

  static override styles = [
    base,
    css`
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: flex-end;
        gap: 8px;
      }
      .group {
        display: flex;
        flex-wrap: wrap;
        align-items: flex-end;
        gap: 8px;
        flex: 0 1 auto;
      }
      .group:first-of-type {
        flex: 1 1 33.5em;
        max-width: 46em;
      }
      .arrow {
        display: flex;
        align-items: center;
        height: 26px;
        color: var(--muted);
      }
      .start {
        display: flex;
        align-items: center;
        height: 26px;
        white-space: nowrap;
      }
      .mark {
        width: 24px;
        height: 24px;
        margin-bottom: 1px;
        border: 1.5px solid var(--prediction);
        border-radius: 5px;
        line-height: 21px;
        font-weight: 600;
        text-align: center;
      }
      .mark.compare {
        border-color: var(--other);
      }
      li-picker {
        flex: 1 1 21em;
        min-width: min(21em, 100%);
      }
      li-select {
        width: 7.8em;
      }
      li-select.wide {
        width: 8.6em;
      }
      .temperature {
        display: block;
      }
      .temperature span {
        display: block;
        margin-bottom: 2px;
        color: var(--muted);
        font-size: 0.85em;
        white-space: nowrap;
      }
      li-number {
        width: 6.5ch;
      }
      @container (max-width: 1000px) {
        .start:not(.mark),
        .arrow {
          display: none;
        }
      }
      @container (max-width: 812px) {
        .group,
        .group:first-of-type {
          flex: 1 1 100%;
          max-width: none;
        }
        .group:last-of-type > li-select {
          flex: 1 1 7.8em;
          width: auto;
          max-width: 12em;
        }
      }
      @container (max-width: 400px) {
        .group > li-select,
        .group:last-of-type > li-select {
          flex: 1 1 7.8em;
          max-width: none;
        }
      }
    `,
  ];

  override render() {
    const evaluation = this.side === 'setting' ? this.model.main : this.model.other;
    if (!evaluation) return nothing;
    const { problem } = evaluation;
    const { setting, loss } = problem;
    return html`<div class="line" role="group" aria-label=${this.side === 'setting' ? 'Setting' : 'Second setting'}>
      <div class="group">
      ${this.#renderStart()}<span class="arrow">${icons.arrow}</span>
      ${this.#renderTemperature(problem)}
      <li-select class="wide" label="Activation" .choices=${activationChoices} .value=${setting.activation ?? 'none'}
        @choose=${(e: CustomEvent<Activation>) => this.editSide(this.side, setActivation(e.detail))}></li-select>
      <span class="arrow">${icons.arrow}</span>
      <li-picker label="Loss" .groups=${groups} .value=${problem.base.id} @choose=${this.#onLoss}></li-picker>
      </div><div class="group">
      <span class="arrow">${icons.arrow}</span>
      <li-select class="wide" label="Reduction" .choices=${reductionsOf(loss)} .value=${setting.reduction}
        @choose=${(e: CustomEvent<Reduction>) => this.editSide(this.side, setReduction(e.detail))}></li-select>
      <li-select label="Precision" .choices=${dtypeChoices} .value=${setting.dtype}
        @choose=${(e: CustomEvent<DType>) => this.editSide(this.side, setDType(e.detail))}></li-select>
      ${this.#renderLibrary(problem)}
      </div>
    </div>`;
  }

  #renderStart() {
    if (!this.model.other) return html`<span class="start muted">Outputs</span>`;
    return html`<span class="mark ${this.side}">${this.side === 'setting' ? 'A' : 'B'}</span>`;
  }

  #renderTemperature({ scale, setting }: Problem) {
    if (scale.raw !== 'logits') return nothing;
    return html`<span class="temperature"><span aria-hidden="true">÷ Temp.</span>
      <li-number label="Temperature" .value=${setting.temperature ?? 1} step="0.1" min="0.01" max="1000"
        @number=${({ detail }: CustomEvent<NumberChange>) =>
          this.editSide(
            this.side,
            setTemperature(detail.value),
            detail.held ? 'temperature' : null,
          )}></li-number></span>`;
  }

  #renderLibrary(problem: Problem) {
    const choices = libraryChoices(problem.base);
    if (choices.length < 2) return nothing;
    return html`<li-select label="Library" .choices=${choices} .value=${problem.setting.library}
      @choose=${(e: CustomEvent<Library>) => this.editSide(this.side, () => withLibrary(problem, e.detail))}></li-select>`;
  }

  #onLoss(event: CustomEvent<string>): void {
    const loss = lossById(event.detail);
    const evaluation = this.side === 'setting' ? this.model.main : this.model.other;
    if (loss && evaluation) this.edit(chooseLoss(this.side, evaluation.problem, loss));
  }
}

const reductionsOf = (loss: LossDefinition): readonly Choice[] =>
  loss.reductions.map((reduction) => ({
    value: reduction,
    label: reduction,
    description: reductionNotes[reduction],
  }));

const libraryChoices = (loss: LossDefinition): readonly Choice[] =>
  librariesOf(loss).map((library) => ({
    value: library,
    label: libraryNames[library],
    description: apiOf(inLibrary(loss, library), library)?.name ?? '',
  }));

declare global {
  interface HTMLElementTagNameMap {
    'li-pipeline': Pipeline;
  }
}
