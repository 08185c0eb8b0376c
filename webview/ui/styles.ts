import { css } from 'lit';

/**
 * What every element of the panel shares: VS Code's type, and the panel's few colours, all from the theme. Its orange is two
 * thirds transparent, since it is that of the minimap's matches, and high contrast themes have none.
 */
export const base = css`
  :host {
    display: block;
    box-sizing: border-box;
    color: var(--vscode-foreground);
    font-family: var(--vscode-font-family);
    font-size: var(--vscode-font-size, 13px);
    line-height: 1.45;
    --number-font: var(--vscode-editor-font-family, monospace);
    --prediction: var(--vscode-charts-blue);
    --target: rgb(from var(--vscode-charts-orange, var(--vscode-charts-yellow)) r g b / 1);
    --other: var(--vscode-charts-purple);
    --rising: var(--vscode-charts-red);
    --falling: var(--vscode-charts-blue);
    --line: var(--vscode-widget-border, var(--vscode-panel-border, var(--vscode-contrastBorder, rgba(128, 128, 128, 0.35))));
    --surface: var(--vscode-editorWidget-background, var(--vscode-sideBar-background));
    --muted: var(--vscode-descriptionForeground);
    --focus: var(--vscode-focusBorder);
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .number {
    font-family: var(--number-font);
    font-variant-numeric: tabular-nums;
  }
  .muted {
    color: var(--muted);
  }
  p {
    margin: 0;
  }
  svg {
    display: block;
  }
`;

/** The buttons at the end of a setting's line: as wide for each, so that two settings stand in columns. */
export const actions = css`
  .actions {
    display: flex;
    flex: none;
    gap: 2px;
    justify-content: flex-end;
    min-width: 128px;
  }
  @media (min-width: 761px) {
    .actions {
      min-width: 184px;
    }
  }
  @media (max-width: 620px) {
    .actions {
      min-width: 0;
    }
  }
`;

/** Small square buttons with an icon, as in VS Code's title bars. */
export const iconButtons = css`
  .icon {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 4px;
    min-width: 24px;
    height: 24px;
    padding: 0 4px;
    border: 1px solid transparent;
    border-radius: 5px;
    background: transparent;
    color: var(--vscode-icon-foreground, var(--vscode-foreground));
    font: inherit;
    cursor: pointer;
  }
  .icon:hover:not(:disabled) {
    background: var(--vscode-toolbar-hoverBackground);
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .icon:focus-visible {
    outline: 1px solid var(--focus);
    outline-offset: -1px;
  }
  .icon:disabled {
    opacity: 0.4;
    cursor: default;
  }
  .icon[aria-pressed='true'],
  .icon[aria-expanded='true'] {
    background: var(--vscode-inputOption-activeBackground);
    border-color: var(--vscode-inputOption-activeBorder, transparent);
    color: var(--vscode-inputOption-activeForeground, inherit);
  }
`;

/** Text fields as VS Code draws them. */
export const fields = css`
  input,
  textarea {
    width: 100%;
    min-width: 0;
    height: 26px;
    padding: 2px 6px;
    border: 1px solid var(--vscode-settings-textInputBorder, var(--vscode-input-border, var(--line)));
    border-radius: 4px;
    background: var(--vscode-settings-textInputBackground, var(--vscode-input-background));
    color: var(--vscode-settings-textInputForeground, var(--vscode-input-foreground));
    font: inherit;
  }
  input.number {
    font-family: var(--number-font);
  }
  input:focus-visible,
  textarea:focus-visible {
    outline: 1px solid var(--focus);
    outline-offset: -1px;
  }
  input[aria-invalid='true'],
  textarea[aria-invalid='true'] {
    border-color: var(--vscode-inputValidation-errorBorder);
    background: var(--vscode-inputValidation-errorBackground);
  }
`;

/** Small explanations and refusals below a control. */
export const notes = css`
  .hint {
    margin-top: 6px;
    color: var(--muted);
    font-size: 0.92em;
  }
  .refused {
    margin-top: 6px;
    padding-inline-start: 8px;
    border-inline-start: 3px solid var(--vscode-editorError-foreground, var(--vscode-errorForeground));
  }
  kbd {
    padding: 0 4px;
    border: 1px solid var(--line);
    border-radius: 3px;
    font-family: inherit;
    font-size: 0.95em;
  }
`;

/** Sliders in the theme's colours: a thin line, and a thumb that stands out on it. */
export const sliders = css`
  input[type='range'] {
    flex: 1 1 auto;
    width: 100%;
    min-width: 0;
    height: 22px;
    margin: 0;
    padding: 0;
    border: 0;
    background: none;
    appearance: none;
    cursor: pointer;
  }
  input[type='range']::-webkit-slider-runnable-track {
    height: 4px;
    border-radius: 2px;
    background: color-mix(in srgb, var(--vscode-foreground) 25%, transparent);
  }
  input[type='range']::-webkit-slider-thumb {
    width: 14px;
    height: 14px;
    margin-top: -5px;
    border: 2px solid var(--surface);
    border-radius: 50%;
    background: var(--prediction);
    appearance: none;
  }
  input[type='range']:focus-visible {
    outline: 1px solid var(--focus);
    border-radius: 4px;
  }
`;
