import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { loadSteps } from '../host/steps.ts';
import type { Typesetter } from '../host/typesetter.ts';
import { plainFormula } from '../model/plain-formula.ts';
import { type ShownStep, stepsOf } from '../model/steps.ts';
import type { TellSteps } from '../steps.ts';
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
        font-size: 1.12em;
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
  @state() private tell: TellSteps | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void loadSteps().then((tell) => {
      this.tell = tell;
    });
  }

  override render() {
    const { main, row, column } = this.model;
    if (!this.tell) return nothing;
    const steps = stepsOf(main, row, column, this.tell);
    if (steps.length === 0) return html`<p class="muted">There are no steps to show.</p>`;
    return html`<ol>${steps.map((step, i) => this.#renderStep(step, i === steps.length - 1))}</ol>`;
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

  #formula(latex: string) {
    return this.typesetter.formula(latex, false) ?? plainFormula(latex);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'li-steps': Steps;
  }
}
