import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { HeldTensor } from '../../src/protocol.ts';
import { cssVars } from '../ui/css-vars.ts';
import { PanelElement } from '../ui/panel-element.ts';
import { base, iconButtons } from '../ui/styles.ts';

/** Which tensors are shown that the panel does not have, and how far the computation on them is. */
@customElement('li-batch-status')
export class BatchStatus extends PanelElement {
  static override styles = [
    base,
    iconButtons,
    css`
      :host {
        display: grid;
        gap: 6px;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 14px;
        color: var(--muted);
      }
      .track {
        flex: 1 1 160px;
        max-width: 320px;
        height: 6px;
        border: 1px solid var(--vscode-contrastBorder, transparent);
        border-radius: 3px;
        background: color-mix(in srgb, var(--vscode-foreground) 12%, transparent);
        overflow: hidden;
      }
      .done {
        width: calc(var(--done) * 100%);
        height: 100%;
        background: var(--vscode-progressBar-background, var(--prediction));
      }
      .icon {
        padding: 0 9px;
        border-color: var(--line);
      }
    `,
  ];

  override render() {
    const { batch } = this.model;
    if (!batch) return nothing;
    const { prediction, target } = batch.batch;
    return html`<div class="line"><span>${named(prediction)}</span>${target ? html`<span>target ${named(target)}</span>` : nothing}</div>
      ${this.#renderWork()}`;
  }

  #renderWork() {
    const { whole, other } = this.model.batch ?? {};
    const parts = [whole?.progress, other?.progress].filter((part) => typeof part === 'number');
    if (parts.length > 0) return this.#renderProgress(Math.min(...parts));
    if (whole?.cancelled || other?.cancelled)
      return html`<div class="line" role="status">Stopped. ${whole?.summary ? 'The loss is of before the last change.' : 'The loss is not computed.'}
        <button class="icon" @click=${() => this.#tell('resume')}>Compute</button></div>`;
    return nothing;
  }

  #renderProgress(done: number) {
    const percent = Math.round(done * 100);
    return html`<div class="line"><span>Computing</span>
      <div class="track" role="progressbar" aria-label="Computing the loss" aria-valuemin="0" aria-valuemax="100" aria-valuenow=${percent}>
        <div class="done" ${cssVars({ '--done': done })}></div></div><span class="number">${percent} %</span>
      <button class="icon" @click=${() => this.#tell('stop')}>Cancel</button></div>`;
  }

  #tell(type: 'stop' | 'resume'): void {
    this.dispatchEvent(new CustomEvent(type));
  }
}

const named = ({ label, shape, dtype }: HeldTensor): string =>
  `${label}: ${shape.map((length) => length.toLocaleString('en')).join(' × ')} ${dtype}`;

declare global {
  interface HTMLElementTagNameMap {
    'li-batch-status': BatchStatus;
  }
}
