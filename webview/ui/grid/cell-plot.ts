import { html, nothing, type TemplateResult } from 'lit';
import { cssVars } from '../css-vars.ts';
import type { Cell } from './types.ts';

/** What a cell shows behind and above its number: heat, the target's outline, the bar, the mark of the true class. */
export function cellPlot(
  { fill, origin = 0, ghost, heat }: Cell,
  markable: boolean,
  onMark: (event: Event) => void,
): TemplateResult {
  return html`${heat === undefined ? nothing : heatOf(heat)}${
    fill === undefined && ghost === undefined
      ? nothing
      : html`<div class="plot">
          ${ghost === undefined ? nothing : html`<div class="ghost" ${cssVars({ '--fill': ghost })}></div>`}
          ${fill === undefined ? nothing : html`<div class="bar" ${cssVars({ '--fill': fill, '--origin': origin })}></div>`}
        </div>`
  }${
    markable
      ? html`<span class="mark" aria-hidden="true" title="Make this the true class (Space)" @pointerdown=${onMark}></span>`
      : nothing
  }`;
}

function heatOf(heat: number): TemplateResult {
  const tone = heat > 0 ? 'var(--rising)' : 'var(--falling)';
  return html`<div class="heat" ${cssVars({ '--tone': tone, '--amount': Math.abs(heat) })}></div>`;
}
