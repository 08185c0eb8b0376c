import { html, nothing, type TemplateResult } from 'lit';
import { plainDecimal } from '../../model/format.ts';
import { cellPlot } from './cell-plot.ts';
import type { Cell, Place } from './types.ts';

/** Up to so many characters a name has room beside its row; clipping them all would make a layer of each. */
const roomy = 8;

export interface SpinOptions {
  /** Whether the Tab key stops here. */
  readonly reachable: boolean;
  readonly compact: boolean;
  readonly markable: boolean;
}

/** The part of a cell that holds its number and takes the keyboard; column −1 has no plot. */
export function spin(
  cell: Cell,
  { row, column }: Place,
  { reachable, compact, markable }: SpinOptions,
  field: unknown,
): TemplateResult {
  const classes = ['spin', cell.marked && 'marked', cell.dim && 'dim', cell.readonly && 'readonly']
    .filter(Boolean)
    .join(' ');
  return html`<div class=${classes} role="spinbutton" tabindex=${reachable ? 0 : -1} aria-label=${cell.label}
    aria-valuenow=${Number.isFinite(cell.value) ? plainDecimal(cell.value) : nothing} aria-valuetext=${cell.text}
    aria-readonly=${cell.readonly ? 'true' : nothing} data-place="${row},${column}">
    ${column < 0 ? nothing : cellPlot(cell, markable)}
    <span class="value ${cell.text.length > roomy ? 'long' : ''}">${cell.text}</span>
    ${cell.note === undefined || compact ? nothing : html`<span class="note">${cell.note}</span>`}
    ${field}
  </div>`;
}

/** The place of a cell's element; undefined for any other. */
export function placeOf(element: EventTarget | null | undefined): Place | undefined {
  const text = element instanceof HTMLElement ? element.dataset.place : undefined;
  const [row, column] = text?.split(',').map(Number) ?? [];
  return row === undefined || column === undefined ? undefined : { row, column };
}
