import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { startCompare, stopCompare, swapSides } from '../model/compare.ts';
import { variantsOf } from '../model/variants.ts';
import { icons } from '../ui/icons.ts';
import { PanelElement } from '../ui/panel-element.ts';
import { actions, base, iconButtons } from '../ui/styles.ts';
import './pipeline.ts';

/** The second setting of a comparison: which one, and its own choices. */
@customElement('li-compare-bar')
export class CompareBar extends PanelElement {
  static override styles = [
    base,
    iconButtons,
    actions,
    css`
      .line {
        display: flex;
        align-items: flex-end;
        gap: 12px;
        padding-top: 8px;
      }
      li-pipeline {
        flex: 1 1 auto;
        min-width: 0;
        container-type: inline-size;
      }
    `,
  ];

  override render() {
    if (!this.model.other) return nothing;
    return html`<div class="line">
      <li-pipeline side="compare" .model=${this.model}></li-pipeline>
      <div class="actions">
        <button class="icon" title="Exchange the two settings" @click=${() => this.edit(swapSides)}>A⇄B</button>
        <button class="icon" title="Stop comparing" aria-label="Stop comparing" @click=${() => this.edit(stopCompare)}>${icons.close}</button>
      </div>
    </div>`;
  }
}

/** Starts a comparison with one of the usual contrasts. */
@customElement('li-compare-menu')
export class CompareMenu extends PanelElement {
  static override styles = [
    base,
    css`
      li-select {
        width: 12.4em;
      }
    `,
  ];

  override render() {
    const { main, state } = this.model;
    const variants = variantsOf(main.problem);
    const choices = [
      { value: '', label: state.compare ? 'custom' : 'nothing' },
      { value: 'same', label: 'the same setting' },
      ...variants.map(({ id, label }) => ({ value: id, label, description: label })),
    ];
    const chosen = state.compare
      ? variants.find(({ make }) => sameSetting(make(), state.compare))
      : undefined;
    return html`<li-select label="Compare with" .choices=${choices} .value=${chosen?.id ?? ''} @choose=${({
      detail,
    }: CustomEvent<string>) => {
      const found = variants.find(({ id }) => id === detail);
      const setting = detail === 'same' ? state.setting : found?.make();
      this.edit(setting ? startCompare(setting) : stopCompare);
    }}></li-select>`;
  }
}

type Setting = CompareMenu['model']['state']['setting'];

const sameSetting = (a: Setting, b: Setting | null): boolean =>
  b !== null && fingerprint(a) === fingerprint(b);

/** All that makes a setting what it is, besides its tensors, in one order. */
const fingerprint = (setting: Setting): string => {
  const { loss, library, reduction, dtype, options, activation = 'none', temperature = 1 } = setting;
  const sorted = Object.entries(options).toSorted(([a], [b]) => a.localeCompare(b));
  return JSON.stringify([loss, library, reduction, dtype, sorted, activation, temperature]);
};

declare global {
  interface HTMLElementTagNameMap {
    'li-compare-bar': CompareBar;
    'li-compare-menu': CompareMenu;
  }
}
