import { css, html, nothing, svg } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { loadSteps } from '../host/steps.ts';
import { fixed, plainDecimal } from '../model/format.ts';
import { type Landscape, landscapeOf } from '../model/landscape.ts';
import { className } from '../model/model.ts';
import { oneValue, rawRow } from '../model/shown-scale.ts';
import { stepped, tidy } from '../model/stepping.ts';
import { setRow } from '../model/tensor-edits.ts';
import { axes } from '../plot/axes.ts';
import { type Frame, frame } from '../plot/frame.ts';
import { plotStyles } from '../plot/styles.ts';
import { newGesture } from '../state/gesture.ts';
import { viewNumber } from '../state/view.ts';
import { cssVars } from '../ui/css-vars.ts';
import { PanelElement } from '../ui/panel-element.ts';
import { Sized } from '../ui/sized.ts';
import { base, notes } from '../ui/styles.ts';

const margins = { left: 44, right: 14, top: 22, bottom: 34 };

/** The loss of the selected sample over two of its outputs, with the way down; the point can be dragged in both. */
@customElement('li-landscape')
export class LandscapeElement extends PanelElement {
  protected override readonly patient = true;
  readonly #sized = new Sized(this);
  /** Arrives with the first view. */
  @state() private drawer: Awaited<ReturnType<typeof loadSteps>> | undefined;
  #frame: Frame | undefined;
  #dragging = '';

  static override styles = [
    base,
    notes,
    plotStyles,
    css`
      .level {
        fill: color-mix(in srgb, var(--prediction) calc(var(--height) * 62%), var(--vscode-editor-background));
        stroke: color-mix(in srgb, var(--vscode-foreground) 22%, transparent);
        stroke-width: 0.6;
      }
      .now {
        cursor: move;
      }
      .way {
        stroke: var(--target);
        stroke-width: 2;
      }
      .head {
        fill: var(--target);
      }
      li-select {
        width: 130px;
        margin-bottom: 6px;
      }
      .plot {
        touch-action: none;
        overflow: hidden;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    void loadSteps().then((drawer) => {
      this.drawer = drawer;
    });
  }

  override render() {
    const { main, state } = this.model;
    const { columns } = main.problem.axes;
    if (columns < 2) return html`<p class="muted">Two outputs are needed for a landscape.</p>`;
    const pair = this.#pair;
    const land = landscapeOf(main.problem, this.model.row, pair);
    if (!land) return html`<p class="muted">One sample of this call cannot be looked at by itself.</p>`;
    const choices = Array.from({ length: Math.min(columns, 200) }, (_, c) => ({
      value: String(c),
      label: className(state, c),
    }));
    return html`<li-select label="Upwards" .choices=${choices} .value=${String(pair[1])}
        @choose=${(e: CustomEvent<string>) => this.setView({ second: Number(e.detail) })}></li-select>
      ${this.#renderPlot(land, pair)}
      <p class="hint">${
        land.values.some((value) => value !== land.values[0])
          ? html`The stronger the colour, the higher the loss of sample ${this.model.row + this.model.firstRow}: ${fixed(land.now.loss)} here.
              The arrow is where a step of descent goes.`
          : html`These two do not matter to the loss of sample ${this.model.row + this.model.firstRow}, ${fixed(land.now.loss)}: choose others.`
      }</p>`;
  }

  /** Along the axis the selected class, upwards another: the chosen one, or the next. */
  get #pair(): readonly [number, number] {
    const { main, column, state } = this.model;
    const { columns } = main.problem.axes;
    const wanted = viewNumber(state, 'second', (column + 1) % columns);
    return [column, wanted === column || wanted >= columns ? (column + 1) % columns : wanted];
  }

  #renderPlot(land: Landscape, [a, b]: readonly [number, number]) {
    const { state, main } = this.model;
    const width = this.#sized.width;
    const height = Math.min(380, Math.max(240, Math.round(width * 0.72)));
    const plot = frame(width, height, land.xRange, land.yRange, margins);
    this.#frame = plot;
    const [x, y] = [plot.x(land.now.x), plot.y(land.now.y)];
    return html`<svg class="plot" height=${height} viewBox="0 0 ${width} ${height}" role="group"
      aria-label="Loss over ${className(state, a)} and ${className(state, b)}" @pointerdown=${this.#onDown} @pointermove=${this.#onMove}
      @pointerup=${this.#onUp} @pointercancel=${this.#onUp}>
      ${this.#renderLevels(land, plot)}
      ${axes(plot, `${oneValue(main.problem)} of ${className(state, a)}`, className(state, b))}
      ${arrow(land, plot)}
      <circle class="now" r="6.5" cx=${x} cy=${y} tabindex="0" role="slider" aria-label="Outputs of ${className(state, a)} and ${className(state, b)}"
        aria-valuenow=${plainDecimal(land.now.x)} aria-valuemin=${land.xRange[0]} aria-valuemax=${land.xRange[1]}
        aria-valuetext="${fixed(land.now.x, 2)} and ${fixed(land.now.y, 2)}, loss ${fixed(land.now.loss)}" @keydown=${this.#onKey}></circle>
    </svg>`;
  }

  /** Cut at the axes: the grid's outer cells reach half a cell beyond. */
  #renderLevels(land: Landscape, plot: Frame) {
    const { left, top, right, bottom } = plot;
    const [width, height] = [right - left, bottom - top];
    return svg`<svg x=${left} y=${top} width=${width} height=${height} viewBox="${left} ${top} ${width} ${height}">
      ${this.drawer
        ?.contourLevels(land.values, land.size, plot)
        .map(
          ({ d, height: h }) => svg`<path class="level" d=${d} ${cssVars({ '--height': h })}></path>`,
        )}</svg>`;
  }

  #onDown(event: PointerEvent): void {
    if (event.button !== 0) return;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.#dragging = newGesture();
    this.#moveTo(event);
  }

  #onMove(event: PointerEvent): void {
    if (this.#dragging) this.#moveTo(event);
  }

  #onUp(): void {
    this.#dragging = '';
    this.requestUpdate();
  }

  #moveTo(event: PointerEvent): void {
    const plot = this.#frame;
    if (!plot) return;
    const box = (event.currentTarget as Element).getBoundingClientRect();
    this.#set(plot.invertX(event.clientX - box.left), plot.invertY(event.clientY - box.top), this.#dragging);
  }

  #onKey(event: KeyboardEvent): void {
    const move = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (!move) return;
    event.preventDefault();
    const values = rawRow(this.model.main.problem, this.model.row);
    const [a, b] = this.#pair;
    const [dx = 0, dy = 0] = move;
    const next = (value: number, d: number) => (d === 0 ? value : stepped(value, d, 0.1, event));
    this.#set(next(values[a] ?? 0, dx), next(values[b] ?? 0, dy), null);
  }

  #set(x: number, y: number, gesture: string | null): void {
    const { main, row } = this.model;
    const values = rawRow(main.problem, row);
    const [a, b] = this.#pair;
    values[a] = tidy(x, 2);
    values[b] = tidy(y, 2);
    this.editSide('setting', setRow(main.problem, row, values), gesture);
  }
}

/** The way down, as long as the slope is steep, up to a quarter of the picture. */
function arrow({ now, downhill, xRange }: Landscape, plot: Frame) {
  const size = Math.hypot(downhill.x, downhill.y);
  if (!Number.isFinite(size) || size < 1e-9) return nothing;
  const length = Math.min(1, size) * (xRange[1] - xRange[0]) * 0.2;
  const [x1, y1] = [plot.x(now.x), plot.y(now.y)];
  const [x2, y2] = [
    plot.x(now.x + (downhill.x / size) * length),
    plot.y(now.y + (downhill.y / size) * length),
  ];
  const angle = (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI;
  return svg`<line class="way" x1=${x1} y1=${y1} x2=${x2} y2=${y2}></line>
    <path class="head" d="M0,0L-8,-4.5L-8,4.5Z" transform="translate(${x2},${y2}) rotate(${angle})"></path>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'li-landscape': LandscapeElement;
  }
}
