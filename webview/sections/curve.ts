import { css, html, nothing, svg } from 'lit';
import { customElement } from 'lit/decorators.js';
import {
  type Curve,
  type CurveAxis,
  CurveDrawer,
  type CurvePoint,
  curveOf,
  valueRange,
} from '../model/curve.ts';
import { fixed, plainDecimal } from '../model/format.ts';
import { className } from '../model/model.ts';
import { type Overlay, overlayIds, overlaysOf, toggleOverlay } from '../model/overlays.ts';
import { oneValue, rawRow, rawScale, rowWithProbability } from '../model/shown-scale.ts';
import { stepped, tidy } from '../model/stepping.ts';
import { setRow } from '../model/tensor-edits.ts';
import { variantsOf } from '../model/variants.ts';
import { axes } from '../plot/axes.ts';
import { domainWithSlopes, type Frame, frame } from '../plot/frame.ts';
import { linePath } from '../plot/line.ts';
import { plotStyles } from '../plot/styles.ts';
import { newGesture } from '../state/gesture.ts';
import { viewChoice, viewFlag } from '../state/view.ts';
import { icons } from '../ui/icons.ts';
import type { MenuGroup } from '../ui/menu.ts';
import { PanelElement } from '../ui/panel-element.ts';
import { Sized } from '../ui/sized.ts';
import { base, iconButtons, notes } from '../ui/styles.ts';

const axisChoices = [
  { value: 'value', label: 'value', title: 'Against the raw value of the class' },
  { value: 'probability', label: 'p', title: 'Against the probability of the class' },
];

/** Loss and gradient of the selected sample against one of its values; the point where it stands can be dragged. */
@customElement('li-curve')
export class CurveElement extends PanelElement {
  readonly #sized = new Sized(this);
  readonly #drawer = new CurveDrawer();
  #frame: Frame | undefined;
  #range: readonly [number, number] = [-6, 6];
  #dragging = '';

  static override styles = [
    base,
    iconButtons,
    notes,
    plotStyles,
    css`
      .tools {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 14px;
        margin-bottom: 4px;
      }
    `,
  ];

  override render() {
    const { main, other, row, column, state } = this.model;
    const axis = rawScale(main.problem)
      ? viewChoice<CurveAxis>(state, 'curve', ['value', 'probability'])
      : 'value';
    if (!this.#dragging) this.#range = valueRange(main.problem, row, column);
    const curve = this.#drawer.curve(main.problem, row, column, axis, this.#range);
    if (!curve) return html`<p class="muted">One sample of this call cannot be looked at by itself.</p>`;
    const second = other && curveOf(other.problem, row, column, axis, this.#range);
    const overlays = overlaysOf(this.model, axis, this.#range);
    const slopes = viewFlag(state, 'slope', true);
    return html`<div class="tools">
        ${
          rawScale(main.problem)
            ? html`<li-segmented label="Along the axis" .segments=${axisChoices} .value=${axis}
                @choose=${(e: CustomEvent<string>) => this.setView({ curve: e.detail })}></li-segmented>`
            : nothing
        }
        <li-menu label="Lay another curve over it" .icon=${icons.layers} .groups=${() => this.#overlayMenu()}></li-menu>
      </div>
      ${this.#renderPlot({ curve, second: second ?? undefined, overlays }, axis, slopes)}
      ${this.#renderLegend({ curve, second: second ?? undefined, overlays })}`;
  }

  #renderPlot({ curve, second, overlays }: Curves, axis: CurveAxis, slopes: boolean) {
    const { main, state, column } = this.model;
    const all = [curve, second, ...overlays.map((overlay) => overlay.curve)].flatMap(
      (one) => one?.points ?? [],
    );
    const ys = domainWithSlopes(
      all.map(({ loss }) => loss),
      slopes ? curve.points.map(({ slope }) => slope) : [],
      [0, curve.now.loss],
    );
    const xs = axis === 'value' ? this.#range : ([0, 1] as const);
    const height = Math.round(Math.min(300, Math.max(190, this.#sized.width * 0.5)));
    const plot = frame(this.#sized.width, height, xs, ys);
    this.#frame = plot;
    const named = main.problem.axes.columns > 1 || state.classNames;
    const name = className(state, column);
    const ofName = named ? ` of ${name}` : '';
    const quantity =
      axis === 'probability' ? (named ? `p(${name})` : 'p') : `${oneValue(main.problem)}${ofName}`;
    return html`<svg class="plot" height=${height} viewBox="0 0 ${plot.width} ${height}" role="group"
      aria-label="Loss and gradient against ${quantity}" @pointermove=${this.#onMove} @pointerup=${this.#onUp}
      @pointercancel=${this.#onUp} @pointerdown=${this.#onDown}>
      ${axes(plot, quantity, '')}
      <svg x=${plot.left} y=${plot.top} width=${plot.right - plot.left} height=${plot.bottom - plot.top}
        viewBox="${plot.left} ${plot.top} ${plot.right - plot.left} ${plot.bottom - plot.top}">
        ${second ? svg`<path class="curve other" d=${path(second, plot, 'loss')}></path>` : nothing}
        ${slopes ? svg`<path class="curve slope" d=${path(curve, plot, 'slope')}></path>` : nothing}
        ${overlays.map((overlay, i) => svg`<path class="curve over${i}" d=${path(overlay.curve, plot, 'loss')}></path>`)}
        <path class="curve" d=${path(curve, plot, 'loss')}></path>
      </svg>
      ${this.#renderNow(curve.now, plot, quantity)}
    </svg>`;
  }

  #renderNow(now: CurvePoint, plot: Frame, quantity: string) {
    if (!Number.isFinite(now.x) || !Number.isFinite(now.loss)) return nothing;
    const [low, high] = this.#range;
    const x = plot.x(now.x);
    return svg`<line class="guide" x1=${x} x2=${x} y1=${plot.y(now.loss)} y2=${plot.bottom}></line>
      <circle class="now" r="6.5" cx=${x} cy=${plot.y(now.loss)} tabindex="0" role="slider" aria-label=${quantity}
        aria-valuemin=${low} aria-valuemax=${high} aria-valuenow=${plainDecimal(now.x)} @keydown=${this.#onKey}
        aria-valuetext="${fixed(now.x, 3)}, loss ${fixed(now.loss)}, gradient ${fixed(now.slope)}"></circle>`;
  }

  #renderLegend({ curve: { now }, second, overlays }: Curves) {
    return html`<div class="legend">
      <span><i></i>${second ? 'A' : 'loss'} ${fixed(now.loss)}</span>
      <span class="slope"><i></i>gradient ${fixed(now.slope)}</span>
      ${second ? html`<span class="other"><i></i>B ${fixed(second.now.loss)}</span>` : nothing}
      ${overlays.map(
        (
          { variant, curve },
          i,
        ) => html`<span class="over${i}"><i></i>${variant.label} ${fixed(curve.now.loss)}
          <button class="icon" title="Take it away" aria-label="Take away ${variant.label}" @click=${() => this.edit((state) => toggleOverlay(state, variant.id))}>${icons.close}</button></span>`,
      )}
    </div>`;
  }

  #overlayMenu(): readonly MenuGroup[] {
    const chosen = overlayIds(this.model.state);
    const items = variantsOf(this.model.main.problem).map(({ id, label }) => ({
      label: chosen.includes(id) ? `✓ ${label}` : label,
      choose: () => this.edit((state) => toggleOverlay(state, id)),
    }));
    return [{ name: 'The same sample under', items }];
  }

  #onDown(event: PointerEvent): void {
    if (event.button !== 0) return;
    const target = event.currentTarget as Element;
    target.setPointerCapture(event.pointerId);
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
    const { left } = (event.currentTarget as Element).getBoundingClientRect();
    this.#set(plot.invertX(event.clientX - left), this.#dragging);
  }

  #onKey(event: KeyboardEvent): void {
    const direction = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (!direction) return;
    event.preventDefault();
    const axis = this.#axis;
    const { main, row, column } = this.model;
    const now = curveOf(main.problem, row, column, axis, this.#range)?.now.x ?? 0;
    this.#set(stepped(now, direction, axis === 'value' ? 0.1 : 0.01, event), null);
  }

  get #axis(): CurveAxis {
    const { main, state } = this.model;
    return rawScale(main.problem) ? viewChoice<CurveAxis>(state, 'curve', ['value', 'probability']) : 'value';
  }

  #set(x: number, gesture: string | null): void {
    const { main, row, column } = this.model;
    const { problem } = main;
    const [low, high] = this.#axis === 'value' ? this.#range : [0, 1];
    const value = tidy(Math.min(high, Math.max(low, x)), 3);
    const values =
      this.#axis === 'value' ? rawRow(problem, row) : rowWithProbability(problem, row, column, value);
    if (this.#axis === 'value') values[column] = value;
    this.editSide('setting', setRow(problem, row, values), gesture);
  }
}

interface Curves {
  readonly curve: Curve;
  readonly second: Curve | undefined;
  readonly overlays: readonly Overlay[];
}

const path = (curve: Curve, plot: Frame, of: 'loss' | 'slope'): string =>
  linePath(
    curve.points.map((point) => ({ x: point.x, y: point[of] })),
    plot,
  );

declare global {
  interface HTMLElementTagNameMap {
    'li-curve': CurveElement;
  }
}
