import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { fixed, percent } from '../model/format.ts';
import { inUnit, type Unit } from '../model/headline.ts';
import { type Information, type InformationView, informationOf } from '../model/information.ts';
import { className } from '../model/model.ts';
import { viewChoice } from '../state/view.ts';
import { cssVars } from '../ui/css-vars.ts';
import { PanelElement } from '../ui/panel-element.ts';
import { base, notes } from '../ui/styles.ts';

/** H(P, Q) = H(P) + KL(P‖Q) as one stacked bar, for each sample and for the shares of the classes in all of them. */
@customElement('li-information')
export class InformationElement extends PanelElement {
  protected override readonly patient = true;
  static override styles = [
    base,
    notes,
    css`
      .bars {
        display: grid;
        grid-template-columns: auto minmax(80px, 1fr) auto;
        gap: 5px 10px;
        align-items: center;
      }
      .all {
        margin-bottom: 12px;
      }
      .name {
        color: var(--muted);
        white-space: nowrap;
      }
      .selected {
        color: var(--vscode-foreground);
        font-weight: 600;
      }
      .bar {
        position: relative;
        display: flex;
        height: 14px;
        border-radius: 3px;
        background: color-mix(in srgb, var(--vscode-foreground) 7%, transparent);
        overflow: hidden;
      }
      .part {
        width: calc(var(--part) * 100%);
        flex: none;
      }
      .entropy {
        background: var(--target);
      }
      .divergence {
        background: var(--prediction);
      }
      .figure {
        white-space: nowrap;
        text-align: end;
      }
      .key {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        margin-bottom: 8px;
        color: var(--muted);
        font-size: 0.92em;
      }
      .key span {
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
      .key i {
        width: 12px;
        height: 12px;
        border-radius: 2px;
        border: 1px solid var(--vscode-contrastBorder, transparent);
      }
      @container (max-width: 440px) {
        .bars {
          grid-template-columns: auto minmax(60px, 1fr);
        }
        .figure {
          grid-column: 1 / -1;
          margin-top: -4px;
          text-align: start;
        }
      }
      h3 {
        margin: 0 0 6px;
        font-size: 1em;
        font-weight: 600;
      }
      .pair {
        display: grid;
        gap: 2px;
      }
      .pair .bar {
        height: 7px;
      }
    `,
  ];

  override render() {
    const view = informationOf(this.model.main.problem);
    if (!view)
      return html`<p class="muted">Entropies are shown where the prediction is a distribution over classes.</p>`;
    const unit = viewChoice<Unit>(this.model.state, 'unit', ['nats', 'bits']);
    const longest = Math.max(
      ...[...view.samples, view.shares].map(({ cross }) => (Number.isFinite(cross) ? cross : 0)),
      1e-9,
    );
    return html`<div class="key">
        <span><i class="entropy"></i>H(P), what the targets leave open</span>
        <span><i class="divergence"></i>KL(P‖Q), what the model adds</span>
        <span>together H(P, Q), the cross-entropy</span>
      </div>
      <div class="bars all">${view.samples.map((one) => this.#renderBar(one, longest, unit))}</div>
      <h3>Class shares: targets against predictions</h3>
      <div class="bars all">${this.#renderBar(view.shares, longest, unit)}</div>
      ${this.#renderShares(view)}`;
  }

  #renderBar({ label, row, entropy, cross, divergence }: Information, longest: number, unit: Unit) {
    const shown = (nats: number) => fixed(inUnit(nats, unit), 3);
    const text = `H(P) ${shown(entropy)} + KL ${shown(divergence)} = H(P, Q) ${shown(cross)} ${unit}`;
    return html`<span class="name ${row === this.model.row ? 'selected' : ''}">${label}</span>
      <div class="bar" role="img" aria-label="${label}: ${text}" title=${text}>
        <div class="part entropy" ${cssVars({ '--part': part(entropy, longest) })}></div>
        <div class="part divergence" ${cssVars({ '--part': part(divergence, longest) })}></div>
      </div>
      <span class="figure number">${shown(entropy)} + ${shown(divergence)} = ${shown(cross)}</span>`;
  }

  #renderShares({ p, q }: InformationView) {
    const shown = Array.from({ length: Math.min(p.length, 12) }, (_, c) => c);
    return html`<div class="bars">${shown.map(
      (c) => html`<span class="name">${className(this.model.state, c)}</span>
        <div class="pair" role="img" aria-label="${className(this.model.state, c)}: targets ${percent(p[c] ?? 0)}, predictions ${percent(q[c] ?? 0)}">
          <div class="bar"><div class="part entropy" ${cssVars({ '--part': p[c] ?? 0 })}></div></div>
          <div class="bar"><div class="part divergence" ${cssVars({ '--part': q[c] ?? 0 })}></div></div>
        </div>
        <span class="figure number">${percent(p[c] ?? 0)} / ${percent(q[c] ?? 0)}</span>`,
    )}${p.length > 12 ? html`<span class="name">and ${p.length - 12} more</span>` : nothing}</div>`;
  }
}

const part = (value: number, longest: number): number =>
  Number.isFinite(value) ? Math.max(0, value / longest) : 1;

declare global {
  interface HTMLElementTagNameMap {
    'li-information': InformationElement;
  }
}
