import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { LessonCard } from '../src/protocol.ts';
import type { Batches } from './batch/batches.ts';
import type { HostClient } from './host/client.ts';
import { Typesetter } from './host/typesetter.ts';
import { announcement } from './model/announcement.ts';
import { otherInputs } from './model/grid-sources.ts';
import { hasInformation } from './model/information.ts';
import { lessonMenu } from './model/lesson-menu.ts';
import { type Model, Modeller, secondFirst } from './model/model.ts';
import { hasNumerics } from './model/numerics.ts';
import { rowProblem } from './model/row-problem.ts';
import { sectionSummaries } from './model/summaries.ts';
import { panelStyles } from './panel.styles.ts';
import type { Side } from './state/edits.ts';
import { opened } from './state/lesson.ts';
import type { Store } from './state/store.ts';
import { viewFlag, withView } from './state/view.ts';
import { AskEvent } from './ui/ask-event.ts';
import { ClearOfHeader } from './ui/clear-of-header.ts';
import { EditEvent } from './ui/edit-event.ts';
import { icons } from './ui/icons.ts';
import { Media } from './ui/media.ts';
import { actions, base, iconButtons } from './ui/styles.ts';
import { undoByKey } from './ui/undo-keys.ts';
import './elements.ts';

interface SectionSpec {
  readonly key: string;
  readonly heading: string;
  readonly summary: string;
  readonly closed?: boolean;
  /** Whether it shows one of two compared settings at a time. */
  readonly sides?: boolean;
}

/** What the sections are rendered from: the model, the setting that those of one setting show, and the line of each heading. */
interface Shown {
  readonly model: Model;
  readonly seen: Model;
  readonly summaries: ReturnType<typeof sectionSummaries>;
}

const sideChoices = [
  { value: 'setting', label: 'A' },
  { value: 'compare', label: 'B' },
];

/** The whole panel: a view of the store's state. */
@customElement('li-panel')
export class Panel extends LitElement {
  @property({ attribute: false }) store!: Store;
  @property({ attribute: false }) host!: HostClient;
  @property({ attribute: false }) batches!: Batches;
  @state() private typeset = 0;
  @state() private lessons: readonly LessonCard[] = [];
  readonly #modeller = new Modeller();
  readonly #typesetter = new Typesetter(
    (formulas) => this.host.request('typeset', formulas),
    () => {
      this.typeset++;
    },
  );
  /** Three columns instead of two. */
  readonly #wide = new Media(this, '(min-width: 1500px)');
  #unsubscribe: (() => void) | undefined;

  static override styles = [base, iconButtons, actions, panelStyles];

  constructor() {
    super();
    new ClearOfHeader(this, () => this.renderRoot?.querySelector('.top') ?? null);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unsubscribe = this.store.subscribe(() => this.requestUpdate());
    this.addEventListener(EditEvent.type, this.#onEdit);
    this.addEventListener(AskEvent.type, this.#onAsk);
    this.addEventListener('keydown', this.#onKey);
    void this.#fetchLessons();
  }

  async #fetchLessons(): Promise<void> {
    this.lessons = await this.host.request('lessons', null);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe?.();
    this.removeEventListener(EditEvent.type, this.#onEdit);
    this.removeEventListener(AskEvent.type, this.#onAsk);
    this.removeEventListener('keydown', this.#onKey);
  }

  override render() {
    const model = this.#model();
    if (!model)
      return html`<main><p class="muted" role="status">${this.batches.failure || 'Reading the tensor…'}</p></main>`;
    const shown: Shown = { model, seen: this.#seen(model), summaries: sectionSummaries(model) };
    return html`
      <header class="top">
        <h1 class="visually-hidden">Loss Inspector: ${model.main.problem.loss.title}</h1>
        <div class="bar">
          <li-pipeline .model=${model}></li-pipeline>
          <div class="actions" role="toolbar" aria-label="Panel">
            <li-menu label="Learn" text="Learn" .icon=${icons.learn} .groups=${() => lessonMenu(this.lessons, (lesson) => this.store.apply(opened(lesson)))}></li-menu>
            <li-out-menu .model=${model} .drawing=${this.#drawing}></li-out-menu>
            <button class="icon" title="Follow the editor's selection" aria-label="Follow the editor's selection" aria-pressed=${viewFlag(model.state, 'follow', false)}
              @click=${() => this.#setView({ follow: !viewFlag(model.state, 'follow', false) })}>${icons.follow}</button>
            <button class="icon" title="Undo (Ctrl+Z)" aria-label="Undo" ?disabled=${!this.store.canUndo}
              @click=${() => this.store.undo()}>${icons.undo}</button>
            <button class="icon" title="Redo (Ctrl+Y)" aria-label="Redo" ?disabled=${!this.store.canRedo}
              @click=${() => this.store.redo()}>${icons.redo}</button>
          </div>
        </div>
        <li-compare-bar .model=${model}></li-compare-bar>
      </header>
      <main>
        ${
          model.state.source
            ? html`<button class="icon source" title="Show where the tensors came from" @click=${() => this.#reveal()}
                >${icons.source} ${model.state.source.label}</button>`
            : nothing
        }
        <li-lesson .model=${model} .lessons=${this.lessons}></li-lesson>
        <li-result .model=${model}></li-result>
        ${model.batch ? html`<li-batch-status .model=${model} @stop=${() => this.batches.cancel()} @resume=${() => this.batches.resume()}></li-batch-status>` : nothing}
        <li-health .model=${model}></li-health>
        <div class="columns ${this.#wide.matches ? 'three' : ''}">${this.#renderColumns(shown)}</div>
      </main>
      <div class="visually-hidden" role="status" aria-live="polite">${announcement(model)}</div>`;
  }

  /** Of a batch, the selected row; undefined until it has arrived. */
  #model(): Model | undefined {
    const { state } = this.store;
    if (!state.batch) return this.#modeller.model(state);
    const one = this.batches.rowState(state);
    const model = one && this.#modeller.model(one.state);
    if (!model) return undefined;
    const batch = this.batches.model(state, one.row, model.main.problem, model.other?.problem);
    return { ...model, batch: batch ?? null, firstRow: one.row };
  }

  /** The gradient beside what it follows from where there is room for that. */
  #renderColumns(shown: Shown) {
    const [inputs, gradient, figures] = [
      this.#renderInputs(shown),
      this.#renderGradient(shown),
      this.#renderFigures(shown),
    ];
    const [views, steps] = [this.#renderViews(shown), this.#renderSteps(shown)];
    return this.#wide.matches
      ? html`<div class="column">${inputs}${figures}</div><div class="column">${views}${gradient}</div><div class="column">${steps}</div>`
      : html`<div class="column">${inputs}${gradient}${figures}</div><div class="column">${views}${steps}</div>`;
  }

  #renderGradient({ seen, summaries }: Shown) {
    return this.#section(
      { key: 'gradient', heading: 'Gradient', summary: summaries.gradient, sides: true },
      () => html`<li-gradient .model=${seen}></li-gradient>`,
    );
  }

  #renderInputs({ model, summaries }: Shown) {
    const { problem } = model.main;
    return html`
      ${this.#section({ key: 'prediction', heading: 'Prediction', summary: summaries.prediction }, () => (model.batch ? html`<li-batch-prediction .model=${model}></li-batch-prediction>` : html`<li-prediction .model=${model}></li-prediction>`))}
      ${otherInputs(problem).map((spec) =>
        this.#section(
          {
            key: `input-${spec.name}`,
            heading: spec.role === 'target' ? 'Target' : spec.name.replaceAll('_', ' '),
            summary: spec.summary,
          },
          () => html`<li-tensor-input .model=${model} .spec=${spec}></li-tensor-input>`,
        ),
      )}`;
  }

  #renderFigures({ model, summaries }: Shown) {
    const { problem } = model.main;
    return html`
      ${
        problem.loss.params.length || model.other?.problem.loss.params.length
          ? this.#section(
              { key: 'parameters', heading: 'Parameters', summary: summaries.parameters, sides: true },
              () => html`<li-parameters .model=${model} .side=${this.#side}></li-parameters>`,
            )
          : nothing
      }
      ${this.#section({ key: 'samples', heading: 'Per sample', summary: summaries.samples }, () => html`<li-samples .model=${model}></li-samples>`)}
      ${!hasInformation(problem) ? nothing : this.#section({ key: 'information', heading: 'Entropy', summary: 'H(P, Q) = H(P) + KL(P‖Q)', closed: true }, () => html`<li-information .model=${model}></li-information>`)}`;
  }

  #renderViews({ model, summaries }: Shown) {
    const { problem } = model.main;
    return html`
      ${
        model.batch && problem.axes.columns > 1
          ? this.#section(
              { key: 'top', heading: 'Top classes', summary: summaries.steps },
              () => html`<li-top-classes .model=${model}></li-top-classes>`,
            )
          : nothing
      }
      ${
        model.other
          ? this.#section(
              { key: 'compare', heading: 'Compare', summary: 'A and B on the same tensors' },
              () => html`<li-comparison .model=${model}></li-comparison>`,
            )
          : nothing
      }
      ${this.#section({ key: 'curve', heading: 'Curve', summary: summaries.curve }, () => html`<li-curve .model=${model}></li-curve>`)}
      ${this.#section({ key: 'training', heading: 'Take a step', summary: 'gradient descent from here', closed: true }, () => html`<li-training .model=${model}></li-training>`)}
      ${problem.axes.columns < 2 || !rowProblem(problem, model.row) ? nothing : this.#section({ key: 'landscape', heading: 'Two outputs', summary: 'the loss as a landscape', closed: true }, () => html`<li-landscape .model=${model}></li-landscape>`)}`;
  }

  #renderSteps({ model, seen, summaries }: Shown) {
    const { problem } = model.main;
    return html`
      ${
        !seen.main.outcome
          ? nothing
          : this.#section(
              { key: 'steps', heading: 'Where the number comes from', summary: summaries.steps, sides: true },
              () =>
                html`<li-steps .model=${seen} .typesetter=${this.#typesetter} .typeset=${this.typeset}></li-steps>`,
            )
      }
      ${!hasNumerics(problem) ? nothing : this.#section({ key: 'numerics', heading: 'Precision', summary: 'the textbook formula against the stable one', closed: true }, () => html`<li-numerics .model=${model}></li-numerics>`)}`;
  }

  #reveal(): void {
    const { source } = this.store.state;
    if (source) void this.host.request('reveal', source);
  }

  /** The plot of an open section, for the exports. */
  readonly #drawing = (element: string): SVGSVGElement | undefined =>
    this.renderRoot.querySelector(element)?.shadowRoot?.querySelector<SVGSVGElement>('svg.plot') ?? undefined;

  /** Which setting the sections that show one at a time show. */
  get #side(): Side {
    const { state } = this.store;
    return state.compare && state.view.look === 'compare' ? 'compare' : 'setting';
  }

  #seen(model: Model): Model {
    return this.#side === 'compare' ? secondFirst(model) : model;
  }

  #section(
    { key, heading, summary, closed = false, sides = false }: SectionSpec,
    content: () => TemplateResult,
  ) {
    const { state } = this.store;
    const open = viewFlag(state, `open.${key}`, !closed);
    return html`<li-section data-section=${key} .heading=${heading} .summary=${summary} ?open=${open}
      @toggle=${(e: CustomEvent<boolean>) => this.#setView({ [`open.${key}`]: e.detail })}>
      ${
        sides && open && state.compare
          ? html`<li-segmented slot="actions" label="Setting shown" .segments=${sideChoices} .value=${this.#side}
              @choose=${(e: CustomEvent<string>) => this.#setView({ look: e.detail })}></li-segmented>`
          : nothing
      }
      ${open ? content() : nothing}</li-section>`;
  }

  #setView(changes: Parameters<typeof withView>[1]): void {
    this.store.apply((state) => withView(state, changes));
  }

  readonly #onEdit = (event: EditEvent): void => this.store.apply(event.edit, event.gesture);

  readonly #onAsk = (event: AskEvent): void => {
    event.reply = this.host.request(event.request, event.payload);
  };

  readonly #onKey = (event: KeyboardEvent): void => undoByKey(event, this.store);
}

declare global {
  interface HTMLElementTagNameMap {
    'li-panel': Panel;
  }
}
