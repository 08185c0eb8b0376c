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
    overflow: hidden;
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
    contain: strict;
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
  .spin {
    position: relative;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: flex-end;
    height: 100%;
    padding: 0 4px 3px;
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
    justify-content: center;
    align-items: flex-start;
    min-width: 0;
    height: min(100%, 26px);
    padding: 0 5px;
    color: var(--vscode-foreground);
  }
  .value {
    position: relative;
    font-family: var(--number-font);
    font-variant-numeric: tabular-nums;
    font-size: 0.95em;
    line-height: 20px;
    white-space: nowrap;
  }
  .note {
    position: relative;
    color: var(--muted);
    font-size: 0.85em;
    line-height: 15px;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .lead .value {
    font-family: inherit;
    max-width: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .plot {
    position: absolute;
    inset: 6px calc(50% - min(28%, 34px)) 42px;
    border-bottom: 1px solid var(--line);
  }
  .compact .plot {
    inset: auto 4px 1px;
    height: 3px;
    border: 0;
  }
  .bar,
  .ghost {
    position: absolute;
    inset-inline: 0;
    inset-block-end: calc(var(--origin, 0) * 100%);
    height: calc(var(--fill) * 100%);
  }
  .bar {
    min-height: 1px;
    border-radius: 2px 2px 0 0;
    background: var(--bar, var(--prediction));
    transition: none;
  }
  .bar.down {
    border-radius: 0 0 2px 2px;
  }
  .compact .bar {
    inset-block: 0;
    inset-inline: calc(var(--origin, 0) * 100%) auto;
    width: calc(var(--fill) * 100%);
    height: 100%;
    border-radius: 1px;
  }
  .ghost {
    inset-inline: -4px;
    border: 1.5px dashed var(--target);
    border-bottom: 0;
    border-radius: 2px 2px 0 0;
  }
  .compact .ghost {
    display: none;
  }
  .heat {
    position: absolute;
    inset: 1px;
    border-radius: 3px;
    background: color-mix(in srgb, var(--tone) calc(var(--amount) * 42%), transparent);
  }
  .mark {
    position: absolute;
    inset-block-start: 5px;
    inset-inline-start: calc(50% + min(28%, 34px) + 3px);
    width: 12px;
    height: 12px;
    border: 1.5px solid var(--target);
    border-radius: 50%;
    opacity: 0;
    cursor: pointer;
  }
  .compact .mark {
    inset-block-start: 3px;
    inset-inline: auto 2px;
    width: 9px;
    height: 9px;
  }
  .row:hover .mark {
    opacity: 0.4;
  }
  .mark:hover {
    opacity: 1;
  }
  .marked .mark {
    opacity: 1;
    background: var(--target);
    box-shadow: inset 0 0 0 1.5px var(--vscode-editor-background);
  }
  .marked .value {
    font-weight: 700;
  }
  .dim {
    opacity: 0.5;
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
