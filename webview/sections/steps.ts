import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Reference } from '../../src/core/loss.ts';
import { loadSteps } from '../host/steps.ts';
import type { Typesetter } from '../host/typesetter.ts';
import { plainFormula } from '../model/plain-formula.ts';
import { type ShownStep, stepsOf } from '../model/steps.ts';
import { PanelElement } from '../ui/panel-element.ts';
import { base } from '../ui/styles.ts';

/** Where the number comes from: each step of the selected sample, with its numbers. */
@customElement('li-steps')
export class Steps extends PanelElement {
  protected override readonly patient = true;
  @property({ attribute: false }) typesetter!: Typesetter;
  /** Changes when formulas have arrived. */
  @property({ type: Number }) typeset = 0;

  static override styles = [
    base,
    css`
      ol {
        display: grid;
        gap: 8px;
        margin: 0;
        padding: 0;
        list-style: none;
        counter-reset: step;
      }
      li {
        display: grid;
        grid-template-columns: 24px 1fr;
        gap: 2px 8px;
        padding-bottom: 8px;
        border-bottom: 1px solid color-mix(in srgb, var(--line) 55%, transparent);
        counter-increment: step;
        min-width: 0;
      }
      li:last-child {
        border: 0;
        padding-bottom: 0;
      }
      li::before {
        content: counter(step);
        grid-row: span 3;
        width: 20px;
        height: 20px;
        border: 1px solid var(--line);
        border-radius: 50%;
        font-size: 0.85em;
        line-height: 18px;
        text-align: center;
        color: var(--muted);
      }
      .formulas {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px 18px;
        overflow-x: auto;
        overflow-y: hidden;
        min-width: 0;
        padding-block: 2px;
      }
      math {
        display: inline math;
        math-style: normal;
        font-family: "Cambria Math", "STIX Two Math", "STIX Math", "Latin Modern Math", "Libertinus Math", "DejaVu Math TeX Gyre", "Noto Sans Math", math;
        font-size: 1.16em;
      }
      .loss {
        display: grid;
        gap: 4px;
        margin-bottom: 10px;
        padding-bottom: 10px;
        border-bottom: 1px solid color-mix(in srgb, var(--line) 55%, transparent);
      }
      .whole math {
        font-size: 1.25em;
      }
      .references {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 14px;
        margin-top: 10px;
        font-size: 0.92em;
      }
      a {
        color: var(--vscode-textLink-foreground);
      }
      a:focus-visible {
        outline: 1px solid var(--focus);
      }
      .rule {
        color: var(--muted);
      }
      .result {
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .last .result {
        font-size: 1.15em;
      }
    `,
  ];

  /** Arrives with the first view. */
  @state() private teller: Awaited<ReturnType<typeof loadSteps>> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void loadSteps().then((teller) => {
      this.teller = teller;
    });
  }

  override render() {
    const { main, row, column } = this.model;
    const { loss } = main.problem;
    if (!this.teller) return nothing;
    const about = this.teller.aboutLoss(loss.id);
    const steps = stepsOf(main, row, column, this.teller.tellSteps);
    return html`${this.#renderLoss(about?.summary ?? '', about?.formula ?? '')}
      <ol>${steps.map((step, i) => this.#renderStep(step, i === steps.length - 1))}</ol>
      ${this.#renderReferences(about?.references ?? [])}`;
  }

  /** What is computed, before it is computed. */
  #renderLoss(summary: string, formula: string) {
    return html`<div class="loss">
      <p>${summary}</p>
      <div class="formulas whole" tabindex="0" role="group" aria-label="Formula">${this.#formula(formula, true)}</div>
    </div>`;
  }

  #renderReferences(references: readonly Reference[]) {
    return html`<p class="references">${references.map(
      ({ title, url }) => html`<a href=${url} title=${url}>${title}</a>`,
    )}</p>`;
  }

  #renderStep({ label, formula, substituted, result }: ShownStep, last: boolean) {
    return html`<li class=${last ? 'last' : ''}>
      <span>${label}</span>
      <div class="formulas" tabindex="0" role="group" aria-label=${label}>
        <span class="rule">${this.#formula(formula)}</span><span>${this.#formula(substituted)}</span>
      </div>
      <span class="result number">= ${result}</span>
    </li>`;
  }

  #formula(latex: string, display = false) {
    return this.typesetter.formula(latex, display) ?? plainFormula(latex);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'li-steps': Steps;
  }
}
