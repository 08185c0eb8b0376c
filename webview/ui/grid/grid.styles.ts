import { css } from 'lit';

export const gridStyles = css`
  :host {
    min-width: 0;
  }
  .scroller {
    position: relative;
    overflow: auto;
    contain: content;
    max-height: var(--max-height, 420px);
    max-width: calc(var(--lead) + var(--columns) * var(--widest) + 2px);
    border: 1px solid var(--line);
    border-radius: 5px;
    background: var(--vscode-editor-background);
    scrollbar-color: var(--vscode-scrollbarSlider-background) transparent;
  }
  .scroller:focus-visible {
    outline: 1px solid var(--focus);
  }
  .sizer {
    position: relative;
    width: calc(var(--lead) + var(--columns) * var(--w));
    height: calc(var(--head) + var(--rows) * var(--h));
  }
  .head {
    position: sticky;
    inset-block-start: 0;
    z-index: 3;
    height: var(--head);
    background: var(--vscode-editor-background);
    border-bottom: 1px solid var(--line);
  }
  .row {
    position: absolute;
    inset-inline: 0;
    inset-block-start: calc(var(--head) + var(--r) * var(--h));
    height: var(--h);
  }
  .row:not(:first-child) {
    border-top: 1px solid color-mix(in srgb, var(--line) 55%, transparent);
  }
  .row.selected {
    background: color-mix(in srgb, var(--vscode-list-inactiveSelectionBackground, #8884) 45%, transparent);
  }
  .lead,
  .corner {
    position: sticky;
    inset-inline-start: 0;
    z-index: 2;
    display: flex;
    align-items: center;
    gap: 6px;
    width: var(--lead);
    height: 100%;
    padding-inline: 8px 6px;
    background: var(--vscode-editor-background);
    border-inline-end: 1px solid var(--line);
    white-space: nowrap;
  }
  .row.selected .lead {
    background: color-mix(
      in srgb,
      var(--vscode-list-inactiveSelectionBackground, #8884) 45%,
      var(--vscode-editor-background)
    );
    box-shadow: inset 2px 0 var(--vscode-list-focusOutline, var(--focus));
  }
  .index {
    min-width: 2ch;
    color: var(--muted);
    font-variant-numeric: tabular-nums;
    cursor: pointer;
  }
  .corner,
  .name {
    color: var(--muted);
    font-size: 0.92em;
  }
  .name,
  .cell {
    position: absolute;
    inset-block: 0;
    inset-inline-start: calc(var(--lead) + var(--c) * var(--w));
    width: var(--w);
    /* No containment of paint: it makes a clip of each cell, and the layers of a frame are worked out from all clips. */
    contain: size layout style;
  }
  .name {
    display: flex;
    align-items: center;
    justify-content: center;
    padding: 0 4px;
  }
  .name span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .name button {
    max-width: 100%;
    padding: 1px 4px;
    border: 0;
    border-radius: 3px;
    background: none;
    color: inherit;
    font: inherit;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    cursor: text;
  }
  .name button:hover {
    background: var(--vscode-toolbar-hoverBackground);
  }
  .name button:focus-visible {
    outline: 1px solid var(--focus);
  }
  /* What lies on top of another shares the cell's grid: each positioned element would be a layer to hit-test and paint. */
  .spin {
    display: grid;
    grid-template: minmax(0, 1fr) auto auto 3px / minmax(0, 1fr);
    height: 100%;
    border-radius: 3px;
    cursor: ns-resize;
    touch-action: pan-x;
    user-select: none;
    -webkit-user-select: none;
  }
  .spin.readonly {
    cursor: default;
  }
  .spin:focus-visible,
  .spin:focus {
    outline: 2px solid var(--focus);
    outline-offset: -2px;
  }
  .lead .spin {
    flex: 1 1 auto;
    grid-template: minmax(0, 1fr) auto auto minmax(0, 1fr) / minmax(0, 1fr);
    min-width: 0;
    height: min(100%, 26px);
    padding: 0 5px;
    color: var(--vscode-foreground);
  }
  .value,
  .note {
    grid-area: 2 / 1;
    justify-self: center;
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  .value {
    font-family: var(--number-font);
    font-size: 0.95em;
    line-height: 20px;
  }
  .note {
    grid-row: 3;
    color: var(--muted);
    font-size: 0.85em;
    line-height: 15px;
  }
  .lead :is(.value, .note) {
    justify-self: start;
  }
  .lead .value {
    font: inherit;
  }
  .lead .long {
    max-width: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .plot,
  .heat,
  .mark {
    grid-area: 1 / 1 / -1 / -1;
  }
  .plot {
    --floor: 42px;
    --top: 6px;
    display: grid;
    margin: var(--top) calc(50% - min(28%, 34px)) var(--floor);
    background: linear-gradient(var(--line), var(--line)) no-repeat 0 calc((1 - var(--zero)) * 100%) / 100% 1px;
  }
  .compact .plot {
    align-self: end;
    height: 3px;
    margin: 0 4px 1px;
    background: none;
  }
  .bar,
  .ghost {
    grid-area: 1 / 1;
    align-self: end;
    height: calc(var(--fill) * 100%);
  }
  .bar {
    min-height: 1px;
    /* A percentage of a margin would be one of the width. */
    margin-block-end: calc(var(--origin, 0) * (var(--h) - var(--top) - var(--floor)));
    border-radius: 2px 2px 0 0;
    background: var(--bar, var(--prediction));
    transition: none;
  }
  .bar.down {
    border-radius: 0 0 2px 2px;
  }
  /* Thin and many: a picture, of which a change is painted and not laid out. */
  .compact .bar {
    --from: calc(var(--origin, 0) * 100%);
    --to: calc((var(--origin, 0) + var(--fill)) * 100%);
    height: 100%;
    margin: 0;
    border-radius: 0;
    background: linear-gradient(
      to right,
      transparent var(--from),
      var(--bar, var(--prediction)) var(--from) var(--to),
      transparent var(--to)
    );
  }
  .ghost {
    margin-inline: -4px;
    border: 1.5px dashed var(--target);
    border-bottom: 0;
    border-radius: 2px 2px 0 0;
  }
  .compact .ghost {
    display: none;
  }
  .heat {
    margin: 1px;
    border-radius: 3px;
    background: color-mix(in srgb, var(--tone) calc(var(--amount) * 42%), transparent);
  }
  .mark {
    place-self: start;
    margin: 5px 0 0 calc(50% + min(28%, 34px) + 3px);
    width: 12px;
    height: 12px;
    /* Colours, not opacity, which would make a layer of its own of each mark. */
    border: 1.5px solid transparent;
    border-radius: 50%;
    cursor: pointer;
  }
  .compact .mark {
    justify-self: end;
    margin: 3px 2px 0 0;
    width: 9px;
    height: 9px;
  }
  .row:hover .mark {
    border-color: color-mix(in srgb, var(--target) 40%, transparent);
  }
  .mark:hover,
  .marked .mark {
    border-color: var(--target);
  }
  .marked .mark {
    background: var(--target);
    box-shadow: inset 0 0 0 1.5px var(--vscode-editor-background);
  }
  .marked .value {
    font-weight: 700;
  }
  .dim {
    opacity: 0.5;
  }
  .spin:has(.edit) {
    position: relative;
  }
  .edit {
    position: absolute;
    inset: 0;
    z-index: 4;
    width: 100%;
    height: 100%;
    padding: 0 4px;
    text-align: center;
    font-family: var(--number-font);
  }
  .lead .edit {
    text-align: start;
  }
  :host-context(.vscode-high-contrast) .bar,
  :host-context(.vscode-high-contrast-light) .bar {
    outline: 1px solid var(--vscode-contrastBorder);
  }
`;
