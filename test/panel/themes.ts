import { theme as dark } from '@vscode-elements/webview-playground/dist/themes/dark-v2.js';
import { theme as contrast } from '@vscode-elements/webview-playground/dist/themes/hc-dark.js';
import { theme as contrastLight } from '@vscode-elements/webview-playground/dist/themes/hc-light.js';
import { theme as light } from '@vscode-elements/webview-playground/dist/themes/light-v2.js';

type Variables = readonly (readonly [name: string, value: string])[];

const themes: Readonly<Record<string, { readonly kind: string; readonly variables: Variables }>> = {
  dark: { kind: 'vscode-dark', variables: dark },
  light: { kind: 'vscode-light', variables: light },
  hc: { kind: 'vscode-high-contrast', variables: contrast },
  'hc-light': { kind: 'vscode-high-contrast vscode-high-contrast-light', variables: contrastLight },
};

/** Dresses the page as VS Code dresses a webview: the theme's variables on the root, its kind as the body's class. */
export function applyTheme(name: string): void {
  const theme = themes[name] ?? themes.dark;
  if (!theme) return;
  const { style } = document.documentElement;
  for (const [variable, value] of theme.variables) style.setProperty(variable, value);
  style.setProperty('--vscode-font-family', 'system-ui, "Noto Sans", "Liberation Sans", sans-serif');
  style.setProperty('--vscode-font-size', '13px');
  style.setProperty('--vscode-editor-font-family', '"Noto Sans Mono", "DejaVu Sans Mono", monospace');
  style.setProperty('color-scheme', name.includes('light') ? 'light' : 'dark');
  document.body.className = theme.kind;
}
