declare module '@vscode-elements/webview-playground/dist/themes/*.js' {
  export const theme: readonly (readonly [name: string, value: string])[];
}

declare module 'temml' {
  const temml: { renderToString(latex: string, options?: { readonly displayMode?: boolean }): string };
  // biome-ignore lint/style/noDefaultExport: this is how the package exports itself
  export default temml;
}
