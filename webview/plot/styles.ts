import { css } from 'lit';

/** How every plot of the panel looks. */
export const plotStyles = css`
  .plot {
    width: 100%;
    contain: layout style;
    overflow: visible;
    touch-action: pan-y;
    user-select: none;
    -webkit-user-select: none;
  }
  .rule {
    stroke: color-mix(in srgb, var(--vscode-foreground) 10%, transparent);
  }
  .zero {
    stroke: color-mix(in srgb, var(--vscode-foreground) 38%, transparent);
  }
  .tick,
  .axis {
    fill: var(--muted);
    font-size: 11px;
    font-family: var(--vscode-font-family);
    font-variant-numeric: tabular-nums;
  }
  .axis {
    font-size: 11.5px;
  }
  .curve {
    fill: none;
    stroke: var(--prediction);
    stroke-width: 2;
    stroke-linejoin: round;
  }
  .curve.slope {
    stroke: var(--target);
    stroke-dasharray: 5 4;
    stroke-width: 1.6;
  }
  .curve.other {
    stroke: var(--other);
  }
  .curve.over0 {
    stroke: var(--vscode-charts-green);
  }
  .curve.over1 {
    stroke: var(--vscode-charts-yellow);
  }
  .curve.over2 {
    stroke: var(--vscode-charts-red);
  }
  .curve.over3 {
    stroke: var(--vscode-charts-foreground);
    stroke-dasharray: 1 3;
  }
  .now {
    fill: var(--vscode-editor-background);
    stroke: var(--prediction);
    stroke-width: 3;
    cursor: ew-resize;
  }
  .now:focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 3px;
    border-radius: 50%;
  }
  .guide {
    stroke: color-mix(in srgb, var(--vscode-foreground) 40%, transparent);
    stroke-dasharray: 2 3;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    margin-top: 4px;
    color: var(--muted);
    font-size: 0.92em;
  }
  .legend span {
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }
  .legend i {
    width: 18px;
    border-top: 2px solid var(--prediction);
  }
  .legend .slope i {
    border-top: 2px dashed var(--target);
  }
  .legend .other i {
    border-top-color: var(--other);
  }
  .legend .over0 i {
    border-top-color: var(--vscode-charts-green);
  }
  .legend .over1 i {
    border-top-color: var(--vscode-charts-yellow);
  }
  .legend .over2 i {
    border-top-color: var(--vscode-charts-red);
  }
  .legend .over3 i {
    border-top: 2px dotted var(--vscode-charts-foreground);
  }
`;
