import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { HostClient } from './host/client.ts';
import { Typesetter } from './host/typesetter.ts';
import { announcement } from './model/announcement.ts';
import { targetBeside } from './model/grid-sources.ts';
import { type Model, Modeller } from './model/model.ts';
import { sectionSummaries } from './model/summaries.ts';
import { panelStyles } from './panel.styles.ts';
import type { Store } from './state/store.ts';
import { viewFlag, withView } from './state/view.ts';
import { AskEvent } from './ui/ask-event.ts';
import { EditEvent } from './ui/edit-event.ts';
import { icons } from './ui/icons.ts';
import { base, iconButtons } from './ui/styles.ts';
import './elements.ts';

/** The whole panel: a view of the store's state. */
@customElement('li-panel')
export class Panel extends LitElement {
  @property({ attribute: false }) store!: Store;
  @property({ attribute: false }) host!: HostClient;
  @state() private typeset = 0;
  readonly #modeller = new Modeller();
  readonly #typesetter = new Typesetter(
    (formulas) => this.host.request('typeset', formulas),
    () => {
      this.typeset++;
    },
  );
  #unsubscribe: (() => void) | undefined;

  static override styles = [base, iconButtons, panelStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unsubscribe = this.store.subscribe(() => this.requestUpdate());
    this.addEventListener(EditEvent.type, this.#onEdit);
    this.addEventListener(AskEvent.type, this.#onAsk);
    this.addEventListener('keydown', this.#onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe?.();
    this.removeEventListener(EditEvent.type, this.#onEdit);
    this.removeEventListener(AskEvent.type, this.#onAsk);
    this.removeEventListener('keydown', this.#onKey);
  }

  override render() {
    const model = this.#modeller.model(this.store.state);
    return html`
      <header class="top">
        <div class="bar">
          <li-pipeline .model=${model}></li-pipeline>
          <li-compare-menu .model=${model}></li-compare-menu>
          <div class="actions" role="toolbar" aria-label="Panel">
            <button class="icon" title="Undo (Ctrl+Z)" aria-label="Undo" ?disabled=${!this.store.canUndo}
              @click=${() => this.store.undo()}>${icons.undo}</button>
            <button class="icon" title="Redo (Ctrl+Y)" aria-label="Redo" ?disabled=${!this.store.canRedo}
              @click=${() => this.store.redo()}>${icons.redo}</button>
          </div>
        </div>
        <li-compare-bar .model=${model}></li-compare-bar>
      </header>
      <main>
        <li-result .model=${model}></li-result>
        <li-health .model=${model}></li-health>
        <div class="columns">
          <div class="column">${this.#renderInputs(model)}</div>
          <div class="column">${this.#renderViews(model)}</div>
        </div>
      </main>
      <div class="visually-hidden" role="status" aria-live="polite">${announcement(model)}</div>`;
  }

  #renderInputs(model: Model) {
    const { problem } = model.main;
    const summaries = sectionSummaries(model);
    const others = problem.loss.inputs.filter(
      (spec) => spec !== problem.prediction && !(spec === problem.target && targetBeside(problem)),
    );
    return html`
      ${this.#section('prediction', 'Prediction', summaries.prediction, html`<li-prediction .model=${model}></li-prediction>`)}
      ${others.map((spec) =>
        this.#section(
          `input-${spec.name}`,
          spec.role === 'target' ? 'Target' : spec.name,
          spec.summary,
          html`<li-tensor-input .model=${model} .spec=${spec}></li-tensor-input>`,
        ),
      )}
      ${
        problem.loss.params.length
          ? this.#section(
              'parameters',
              'Parameters',
              summaries.parameters,
              html`<li-parameters .model=${model}></li-parameters>`,
            )
          : nothing
      }
      ${this.#section('samples', 'Per sample', summaries.samples, html`<li-samples .model=${model}></li-samples>`)}`;
  }

  #renderViews(model: Model) {
    const summaries = sectionSummaries(model);
    return html`
      ${this.#section('gradient', 'Gradient', summaries.gradient, html`<li-gradient .model=${model}></li-gradient>`)}
      ${this.#section('curve', 'Curve', summaries.curve, html`<li-curve .model=${model}></li-curve>`)}
      ${this.#section(
        'steps',
        'Where the number comes from',
        summaries.steps,
        html`<li-steps .model=${model} .typesetter=${this.#typesetter} .typeset=${this.typeset}></li-steps>`,
      )}`;
  }

  #section(key: string, heading: string, summary: string, content: unknown) {
    const open = viewFlag(this.store.state, `open.${key}`, true);
    return html`<li-section data-section=${key} .heading=${heading} .summary=${summary} ?open=${open}
      @toggle=${(e: CustomEvent<boolean>) => this.store.apply((state) => withView(state, { [`open.${key}`]: e.detail }))}
      >${content}</li-section>`;
  }

  readonly #onEdit = (event: EditEvent): void => this.store.apply(event.edit, event.gesture);

  readonly #onAsk = (event: AskEvent): void => {
    void this.host.request(event.request, event.payload);
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || isText(event.composedPath()[0])) return;
    const key = event.key.toLowerCase();
    if (key === 'z' && !event.shiftKey) this.store.undo();
    else if (key === 'y' || key === 'z') this.store.redo();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

/** Whether the text in a field has an undo of its own. */
const isText = (target: EventTarget | undefined): boolean =>
  target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type === 'text');

declare global {
  interface HTMLElementTagNameMap {
    'li-panel': Panel;
  }
}
