import { nothing, type SVGTemplateResult, svg } from 'lit';
import { compact } from '../model/format.ts';
import type { Frame } from './frame.ts';

/** Grid lines, tick labels and the names of the axes. */
export function axes(frame: Frame, xName: string, yName: string): SVGTemplateResult {
  const { left, right, top, bottom, x, y, xTicks, yTicks, width } = frame;
  return svg`<g class="axes" aria-hidden="true">
    ${yTicks.map(
      (
        tick,
      ) => svg`<line class=${tick === 0 ? 'zero' : 'rule'} x1=${left} x2=${right} y1=${y(tick)} y2=${y(tick)}></line>
        <text class="tick" x=${left - 6} y=${y(tick)} dy="0.32em" text-anchor="end">${compact(tick)}</text>`,
    )}
    ${xTicks.map(
      (
        tick,
      ) => svg`<line class=${tick === 0 ? 'zero' : 'rule'} x1=${x(tick)} x2=${x(tick)} y1=${top} y2=${bottom}></line>
        <text class="tick" x=${x(tick)} y=${bottom + 14} text-anchor="middle">${compact(tick)}</text>`,
    )}
    <text class="axis" x=${(left + right) / 2} y=${bottom + 30} text-anchor="middle">${xName}</text>
    ${yName ? svg`<text class="axis" x=${Math.min(left, width) - 6} y=${top - 9} text-anchor="start">${yName}</text>` : nothing}
  </g>`;
}
