import { html, nothing, type TemplateResult } from 'lit';
import { cssVars } from '../css-vars.ts';
import type { Cell } from './types.ts';

/** What a cell shows behind and above its number: heat, the target's outline, the bar, the mark of the true class. */
export function cellPlot(cell: Cell, markable: boolean): TemplateResult {
  const { fill, zero = 0, ghost, heat } = cell;
  return html`${heat === undefined ? nothing : heatOf(heat)}${
    fill === undefined && ghost === undefined
      ? nothing
      : html`<div class="plot" ${cssVars({ '--zero': zero })}>
          ${ghost === undefined ? nothing : html`<div class="ghost" ${cssVars({ '--fill': ghost })}></div>`}
          ${fill === undefined ? nothing : barOf(fill, zero, cell.value < 0 && zero > 0)}
        </div>`
  }${
    markable
      ? html`<span class="mark" aria-hidden="true" title="Make this the true class (Space)"></span>`
      : nothing
  }`;
}

const barOf = (fill: number, zero: number, hangs: boolean): TemplateResult =>
  html`<div class="bar ${hangs ? 'down' : ''}" ${cssVars({ '--fill': fill, '--origin': hangs ? zero - fill : zero })}></div>`;

function heatOf(heat: number): TemplateResult {
  const tone = heat > 0 ? 'var(--rising)' : 'var(--falling)';
  return html`<div class="heat" ${cssVars({ '--tone': tone, '--amount': Math.abs(heat) })}></div>`;
}
