import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { newGesture } from '../../state/gesture.ts';
import { cssVars } from '../css-vars.ts';
import { base, fields } from '../styles.ts';
import { CellDrag } from './drag.ts';
import { gridStyles } from './grid.styles.ts';
import { actionOf, moved } from './keys.ts';
import { cellSize, heads, leadWidth, widest } from './layout.ts';
import '../own-vars.ts';
import { Renaming } from './renaming.ts';
import { Rest } from './rest.ts';
import { rowState } from './row-state.ts';
import { inSlots, Slots } from './slots.ts';
import { placeOf, spin } from './spin.ts';
import type { Cell, GridEvents, GridSource, Place } from './types.ts';
import { nearest, offsetToShow, range, visible } from './window.ts';

/**
 * An editable table of numbers with bars, of which only what is in sight is in the document. It shows a source and
 * reports what the person does; it changes nothing itself.
 */
@customElement('li-grid')
export class Grid extends LitElement {
  @property({ attribute: false }) source!: GridSource;
  @property() label = '';
  @property({ type: Boolean }) compact = false;
  @property({ type: Number }) selected = -1;
  /** The selected column, on which the keyboard lands; −1 where the table has none. */
  @property({ type: Number }) selectedColumn = -1;
  @state() private at: Place = { row: 0, column: 0 };
  @state() private editing: string | null = null;
  @state() private view = { left: 0, top: 0, width: 600, height: 420 };

  readonly #names = new Renaming(this, (detail) => this.#emit('grid-rename', detail));
  readonly #drag = new CellDrag((detail) => this.#emit('grid-drag', detail));
  readonly #resize = new ResizeObserver(() => this.#measure());
  readonly #slots = { rows: new Slots(), columns: new Slots() };
  readonly #rest = new Rest(this);
  /** Of the arrow key that is held down. */
  #held = '';
  /** Where the Tab key comes in: the current cell, or the nearest to it that is in sight. */
  #stop: Place = { row: 0, column: 0 };

  static override styles = [base, fields, gridStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.updateComplete.then(() => {
      if (this.#scroller) this.#resize.observe(this.#scroller);
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
  }

  get #scroller(): HTMLElement | null {
    return this.renderRoot?.querySelector('.scroller') ?? null;
  }

  get #lead(): number {
    return leadWidth(this.view.width, this.source.lead !== undefined);
  }

  get #size(): { readonly h: number; readonly w: number } {
    return cellSize(this.view.width - this.#lead, this.source.columns, this.compact);
  }

  protected override willUpdate(changed: PropertyValues): void {
    const { rows, columns } = this.source;
    if (changed.has('selected') && this.selected >= 0) this.at = { ...this.at, row: this.selected };
    if (changed.has('selectedColumn') && this.selectedColumn >= 0 && this.at.column >= 0)
      this.at = { ...this.at, column: this.selectedColumn };
    if (this.at.row >= rows || this.at.column >= columns) this.at = this.#inside(0, 0);
  }

  override render() {
    const { source } = this;
    const { h, w } = this.#size;
    const { left, top, width, height } = this.view;
    const inSight = {
      rows: range(visible(source.rows, h, top, height)),
      columns: range(visible(source.columns, w, left, width - this.#lead)),
    };
    this.#stop = nearest(this.at, inSight.rows, inSight.columns);
    const rows = this.#slots.rows.arrange(inSight.rows, this.#rest.reached);
    const columns = this.#slots.columns.arrange(inSight.columns, this.#rest.reached);
    const vars = {
      '--h': `${h}px`,
      '--w': `${w}px`,
      '--widest': `${widest}px`,
      '--lead': `${this.#lead}px`,
      '--head': `${heads}px`,
      '--rows': source.rows,
      '--columns': source.columns,
    };
    return html`<div class="scroller ${this.compact ? 'compact' : ''}" role="grid" aria-label=${this.label}
      aria-rowcount=${source.rows + 1} aria-colcount=${source.columns + 1} @scroll=${this.#onScroll}
      @focusin=${this.#onFocus} @keydown=${this.#onKey} @dblclick=${this.#onDoubleClick} @paste=${this.#onPaste}
      @pointerdown=${this.#onPress} @pointermove=${this.#onMove} @pointerup=${this.#onRelease} @pointercancel=${this.#onRelease} ${cssVars(vars)}>
      <div class="sizer" role="presentation">
        <div class="head" role="row" aria-rowindex="1">
          <div class="corner" role="columnheader" aria-colindex="1">${source.lead ?? '#'}</div>
          ${inSlots(columns, (column) => this.#names.render(source, column, column === Math.max(this.#stop.column, 0)))}
        </div>
        ${inSlots(rows, (row) => guard(rowState({ source, row, columns, width: w, compact: this.compact, selected: this.selected, at: this.#stop, editing: this.editing }), () => this.#renderRow(row, columns)))}
      </div>
    </div>`;
  }

  #renderRow(row: number, columns: readonly number[]) {
    const { source } = this;
    return html`<div class="row ${row === this.selected ? 'selected' : ''}" role="row" aria-rowindex=${row + 2}
      aria-selected=${row === this.selected} ${cssVars({ '--r': row })}>
      <div class="lead" role=${source.lead === undefined ? 'rowheader' : 'gridcell'} aria-colindex="1">
        <span class="index" @click=${() => this.#emit('grid-select', { row, column: this.at.column })}>${source.rowName(row)}</span>
        ${source.lead === undefined ? nothing : this.#renderSpin(row, -1, source.cell(row, -1))}
      </div>
      ${inSlots(columns, (column) => this.#renderCell(row, column))}
    </div>`;
  }

  /** A cell that stays in sight while its row gets or loses a column is not drawn again. */
  #renderCell(row: number, column: number) {
    const { source, compact } = this;
    const cell = source.cell(row, column);
    const typed = this.#isStop(row, column) ? (this.editing ?? true) : null;
    return guard(
      [cell, row, column, typed, compact, source.markable],
      () =>
        html`<div class="cell" role="gridcell" aria-colindex=${column + 2} ${cssVars({ '--c': column })}>${this.#renderSpin(row, column, cell)}</div>`,
    );
  }

  #renderSpin(row: number, column: number, cell: Cell) {
    const { compact, source } = this;
    const reachable = this.#isStop(row, column);
    const field = reachable && this.editing !== null ? this.#renderEdit(cell) : nothing;
    return spin(cell, { row, column }, { reachable, compact, markable: source.markable }, field);
  }

  #isStop(row: number, column: number): boolean {
    return row === this.#stop.row && column === this.#stop.column;
  }

  #renderEdit(cell: Cell) {
    return html`<input class="edit" aria-label=${cell.label} .value=${this.editing ?? ''} @keydown=${this.#onEditKey}
      @blur=${this.#commit} @pointerdown=${(event: Event) => event.stopPropagation()} />`;
  }

  readonly #onScroll = (): void => {
    this.#rest.scrolled();
    this.#measure();
  };

  readonly #measure = (): void => {
    const scroller = this.#scroller;
    if (!scroller) return;
    const { scrollLeft: left, scrollTop: top, clientWidth: width, clientHeight: height } = scroller;
    this.view = { left, top, width, height };
  };

  // One listener for all cells: a listener of its own for each made most of the garbage of a scroll.

  readonly #onFocus = (event: FocusEvent): void => {
    const place = placeOf(event.target);
    if (!place) return;
    const { row, column } = place;
    if (row === this.at.row && column === this.at.column && this.selected === row) return;
    this.at = place;
    this.#emit('grid-select', place);
  };

  readonly #onPress = (event: PointerEvent): void => {
    const pressed = event.target as HTMLElement;
    const cell = pressed.closest<HTMLElement>('.spin');
    const place = placeOf(cell);
    if (!cell || !place) return;
    if (pressed.matches('.mark')) this.#emit('grid-mark', place);
    else this.#startDrag(event, cell, place);
  };

  #startDrag(event: PointerEvent, cell: HTMLElement, place: Place): void {
    const { value, readonly } = this.source.cell(place.row, place.column);
    if (readonly) return;
    const plot = this.compact ? undefined : cell.querySelector('.plot')?.getBoundingClientRect();
    const inPlot = plot && event.clientY <= plot.bottom + 2;
    this.#drag.press(event, cell, { place, start: value, plot: inPlot ? plot : undefined });
  }

  readonly #onMove = (event: PointerEvent): void => this.#drag.move(event);

  readonly #onRelease = (): void => void this.#drag.release();

  readonly #onDoubleClick = (event: MouseEvent): void => {
    if ((event.target as HTMLElement).closest('.spin')) this.#startEdit(null);
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (this.editing !== null || !placeOf(event.target)) return;
    const action = actionOf(event);
    if (!action) return;
    event.preventDefault();
    if (action.do === 'move') void this.goTo(this.#inside(action.rows, action.columns));
    else if (action.do === 'mark') this.#emit('grid-mark', this.at);
    else if (action.do === 'edit') this.#startEdit(action.text);
    else this.#step(event, action.direction);
  };

  #step(event: KeyboardEvent, direction: 1 | -1): void {
    if (!event.repeat) this.#held = newGesture();
    const { shiftKey, altKey } = event;
    this.#emit('grid-step', { ...this.at, direction, shiftKey, altKey, gesture: this.#held });
  }

  #inside(rows: number, columns: number): Place {
    const { source } = this;
    return moved(this.at, rows, columns, {
      rows: source.rows,
      columns: source.columns,
      lead: source.lead !== undefined,
    });
  }

  async goTo(place: Place): Promise<void> {
    const scroller = this.#scroller;
    if (!scroller) return;
    const { h, w } = this.#size;
    scroller.scrollTop = offsetToShow(place.row, h, scroller.scrollTop, scroller.clientHeight - heads);
    if (place.column >= 0)
      scroller.scrollLeft = offsetToShow(
        place.column,
        w,
        scroller.scrollLeft,
        scroller.clientWidth - this.#lead,
      );
    this.at = place;
    this.#measure();
    await this.updateComplete;
    this.focusCell();
    this.#emit('grid-select', place);
  }

  /** Puts the keyboard on the current cell. */
  focusCell(): void {
    const { row, column } = this.at;
    this.renderRoot
      .querySelector<HTMLElement>(`[data-place="${row},${column}"]`)
      ?.focus({ preventScroll: true });
  }

  #startEdit(text: string | null): void {
    const { row, column } = this.at;
    const cell = this.source.cell(row, column);
    if (cell.readonly) return;
    this.editing = text ?? (column < 0 ? cell.text : String(cell.value));
    void this.updateComplete.then(() => {
      const field = this.renderRoot.querySelector<HTMLInputElement>('.spin .edit');
      field?.focus();
      if (text === null) field?.select();
    });
  }

  #onEditKey(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.key === 'Escape') this.editing = null;
    else if (event.key === 'Enter') this.#commit(event);
    else return;
    event.preventDefault();
    void this.updateComplete.then(() => this.focusCell());
  }

  #commit(event: Event): void {
    if (this.editing === null) return;
    const { value } = event.target as HTMLInputElement;
    this.editing = null;
    this.#emit('grid-type', { ...this.at, text: value });
  }

  #onPaste(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (this.editing !== null || this.#names.active || text.trim() === '') return;
    event.preventDefault();
    this.#emit('grid-paste', { ...this.at, text });
  }

  #emit<K extends keyof GridEvents>(type: K, detail: GridEvents[K]['detail']): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'li-grid': Grid;
  }
}
