import { css, html, nothing, type PropertyValues, svg } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Tensor } from '../../src/core/tensor.ts';
import { fixed, percent } from '../model/format.ts';
import { rawScale } from '../model/shown-scale.ts';
import { setTensor } from '../model/tensor-edits.ts';
import { largestTrained, type Training, trainingOf } from '../model/training.ts';
import { axes } from '../plot/axes.ts';
import { domainOf, frame } from '../plot/frame.ts';
import { linePath } from '../plot/line.ts';
import { plotStyles } from '../plot/styles.ts';
import { toState } from '../state/tensor-state.ts';
import { viewChoice, viewNumber } from '../state/view.ts';
import { icons } from '../ui/icons.ts';
import type { NumberChange } from '../ui/number-field.ts';
import { PanelElement } from '../ui/panel-element.ts';
import { Sized } from '../ui/sized.ts';
import { base, iconButtons, notes, sliders } from '../ui/styles.ts';

type Measure = 'loss' | 'truth';

const measures = [
  { value: 'loss', label: 'loss', title: 'The loss after each step' },
  { value: 'truth', label: 'p(true)', title: 'The mean probability given to what is true after each step' },
];

const steps = 100;
const frameTime = 60;

/** Gradient descent on the outputs themselves: one step, or played, beside the same steps under the second setting. */
@customElement('li-training')
export class TrainingElement extends PanelElement {
  readonly #sized = new Sized(this);
  @state() private step = 0;
  @state() private playing = false;
  /** Where the descent starts: the tensor as the person last left it. */
  #start: Tensor | undefined;
  /** The tensor that the descent itself put into the state. */
  #applied: Tensor | undefined;
  #first: Training | undefined;
  #second: Training | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #runs = 0;

  static override styles = [
    base,
    iconButtons,
    notes,
    plotStyles,
    sliders,
    css`
      .tools {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 14px;
        margin-bottom: 4px;
      }
      .buttons {
        display: flex;
        gap: 2px;
      }
      label {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        color: var(--muted);
      }
      li-number {
        width: 7ch;
      }
      .position {
        fill: var(--vscode-editor-background);
        stroke: var(--prediction);
        stroke-width: 2.5;
      }
      .position.other {
        stroke: var(--other);
      }
    `,
  ];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#pause();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('model')) this.#follow();
  }

  /** Starts anew where the tensors or the settings were changed by anyone but the descent. */
  #follow(): void {
    const { main, other, state } = this.model;
    const scores = main.problem.raw[main.problem.prediction.name];
    if (!scores || scores.data.length > largestTrained) return;
    const own = this.#applied && sameValues(scores, this.#applied);
    if (!own) {
      this.#start = scores;
      this.step = 0;
      this.#pause();
    }
    if (!this.#start) return;
    const rate = viewNumber(state, 'rate', 1);
    this.#first = trainingOf(main.problem, this.#start, rate, steps);
    this.#second = other ? trainingOf(other.problem, this.#start, rate, steps) : undefined;
  }

  override render() {
    const { main, state } = this.model;
    const size = main.problem.raw[main.problem.prediction.name]?.data.length ?? 0;
    if (size > largestTrained)
      return html`<p class="muted">Training shows tensors of up to ${largestTrained} values; this one has ${size}.</p>`;
    if (!this.#first) return nothing;
    const hasTruth = this.#first.truth.some((value) => !Number.isNaN(value));
    const measure = hasTruth ? viewChoice<Measure>(state, 'measure', ['loss', 'truth']) : 'loss';
    const raw = rawScale(main.problem);
    return html`<div class="tools">
        <div class="buttons" role="toolbar" aria-label="Descent">
          <button class="icon" title="One step" aria-label="Take a step" ?disabled=${this.step >= this.#last} @click=${() => this.#goTo(this.step + 1)}>${icons.step}</button>
          <button class="icon" title=${this.playing ? 'Pause' : 'Play'} aria-label=${this.playing ? 'Pause' : 'Play'} @click=${this.#toggle}>${this.playing ? icons.pause : icons.play}</button>
          <button class="icon" title="Back to the start" aria-label="Back to the start" ?disabled=${this.step === 0} @click=${() => this.#goTo(0)}>${icons.reset}</button>
        </div>
        <label>learning rate<li-number label="Learning rate" step="0.1" min="0" .value=${viewNumber(state, 'rate', 1)}
          @number=${(e: CustomEvent<NumberChange>) => this.setView({ rate: e.detail.value })}></li-number></label>
        ${
          hasTruth
            ? html`<li-segmented label="Show after each step" .segments=${measures} .value=${measure}
                @choose=${(e: CustomEvent<string>) => this.setView({ measure: e.detail })}></li-segmented>`
            : nothing
        }
      </div>
      ${this.#renderPlot(this.#first, measure)}
      <input type="range" aria-label="Step" min="0" max=${this.#last} .value=${String(this.step)}
        @input=${(e: Event) => this.#goTo(Number((e.target as HTMLInputElement).value))} />
      ${this.#renderLegend(measure)}
      ${this.#first.behind ? html`<p class="hint">Each step moves the logits behind these ${raw}, as a model would.</p>` : nothing}`;
  }

  #renderPlot(first: Training, measure: Measure) {
    const second = this.#second;
    const all = [...valuesOf(first, measure), ...(second ? valuesOf(second, measure) : [])];
    const ys = measure === 'truth' ? ([0, 1] as const) : domainOf(all, [0]);
    const plot = frame(this.#sized.width, 220, [0, steps], ys);
    const point = (training: Training, kind: string) => {
      const value = valuesOf(training, measure)[this.step];
      return value === undefined || !Number.isFinite(value)
        ? nothing
        : svg`<circle class="position ${kind}" r="5" cx=${plot.x(this.step)} cy=${plot.y(value)}></circle>`;
    };
    return html`<svg class="plot" height="220" viewBox="0 0 ${plot.width} 220" role="img"
      aria-label="${measure === 'loss' ? 'Loss' : 'Mean probability of the truth'} over ${steps} steps">
      ${axes(plot, 'step', '')}
      ${second ? svg`<path class="curve other" d=${linePath(pointsOf(second, measure), plot)}></path>` : nothing}
      <path class="curve" d=${linePath(pointsOf(first, measure), plot)}></path>
      ${second ? point(second, 'other') : nothing}${point(first, '')}
    </svg>`;
  }

  #renderLegend(measure: Measure) {
    const shown = (training: Training) => {
      const value = valuesOf(training, measure)[this.step] ?? Number.NaN;
      return measure === 'truth' ? percent(value) : fixed(value);
    };
    return html`<div class="legend"><span>step ${this.step}</span>
      ${this.#first ? html`<span><i></i>${this.#second ? 'A ' : ''}${shown(this.#first)}</span>` : nothing}
      ${this.#second ? html`<span class="other"><i></i>B ${shown(this.#second)}</span>` : nothing}</div>`;
  }

  get #last(): number {
    return (this.#first?.losses.length ?? 1) - 1;
  }

  #goTo(step: number): void {
    const { problem } = this.model.main;
    const scores = this.#first?.scores[step];
    if (!scores) return;
    if (this.step === 0) this.#runs++;
    this.step = step;
    this.#applied = scores;
    this.editSide(
      'setting',
      setTensor(problem, problem.prediction.name, toState(scores)),
      `train-${this.#runs}`,
    );
  }

  #toggle(): void {
    if (this.playing) this.#pause();
    else this.#play();
  }

  #play(): void {
    if (this.step >= this.#last) this.#goTo(0);
    this.playing = true;
    this.#timer = setInterval(() => {
      if (this.step >= this.#last) this.#pause();
      else this.#goTo(this.step + 1);
    }, frameTime);
  }

  #pause(): void {
    clearInterval(this.#timer);
    this.playing = false;
  }
}

const valuesOf = (training: Training, measure: Measure): readonly number[] =>
  measure === 'loss' ? training.losses : training.truth;

const pointsOf = (training: Training, measure: Measure) =>
  valuesOf(training, measure).map((y, x) => ({ x, y }));

const sameValues = (a: Tensor, b: Tensor): boolean =>
  a.data.length === b.data.length && a.data.every((value, i) => Object.is(value, b.data[i]));

declare global {
  interface HTMLElementTagNameMap {
    'li-training': TrainingElement;
  }
}
