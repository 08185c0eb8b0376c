import { type SVGTemplateResult, svg } from 'lit';

const icon = (path: string): SVGTemplateResult =>
  svg`<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false"><path
    d=${path} fill="none" stroke="currentColor" stroke-width="1.3" stroke-linecap="round" stroke-linejoin="round"/></svg>`;

export const icons = {
  chevron: icon('M6 3.5 10.5 8 6 12.5'),
  down: icon('M3.5 6 8 10.5 12.5 6'),
  undo: icon('M6 3 2.8 6.2 6 9.4M3 6.2h6.2a3.8 3.8 0 0 1 0 7.6H6.5'),
  redo: icon('M10 3l3.2 3.2L10 9.4M13 6.2H6.8a3.8 3.8 0 0 0 0 7.6h2.7'),
  compare: icon('M2.5 3h4.5v10H2.5zM9 3h4.5v10H9z'),
  learn: icon('M1.5 6 8 3l6.5 3L8 9zM4 7.3v3.4c1 1 2.4 1.5 4 1.5s3-.5 4-1.5V7.3M14.5 6v4'),
  share: icon('M8 10V2M5 4.7 8 2l3 2.7M3.5 8v5.5h9V8'),
  pin: icon('M6 2h4M7 2v4.5L4.5 9.5h7L9 6.5V2M8 9.5V14'),
  play: icon('M4.5 2.8v10.4L13 8z'),
  pause: icon('M5 3v10M11 3v10'),
  step: icon('M3.5 3v10L10 8zM12.5 3v10'),
  reset: icon('M3 3v3.4h3.4M3.3 6.4A5.2 5.2 0 1 1 2.8 9'),
  layers: icon('M1.5 11.5c4 0 4-7 7-7s3 4 6 4M1.5 7.5c4 0 4 5 7 5s3-8 6-8'),
  follow: icon('M8 1.5v3M8 11.5v3M1.5 8h3M11.5 8h3M8 4.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7z'),
  close: icon('M4 4l8 8M12 4l-8 8'),
  add: icon('M8 3v10M3 8h10'),
  remove: icon('M3 8h10'),
  text: icon('M3 4h10M3 7.3h10M3 10.6h6'),
  copy: icon('M6 5.5h7.5v8H6zM10.5 5.5v-3H3v8h3'),
  source: icon('M9.5 2.5h4v4M13.5 2.5 8 8M6.5 3.5h-4v10h10v-4'),
  warning: icon('M8 2.2 14.5 13.5h-13zM8 6.5v3.2M8 11.6v.1'),
  error: icon('M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8zM5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4'),
  info: icon('M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8zM8 7.3v4M8 4.8v.1'),
  arrow: icon('M2.5 8h11M9.8 4.3 13.5 8l-3.7 3.7'),
} as const;

export type IconName = keyof typeof icons;
