import { type Location, type MarkdownString, Uri } from 'vscode';

/** A link that runs a command, for hovers and diagnostics. */
export function commandUri(command: string, ...args: readonly unknown[]): Uri {
  return Uri.parse(`command:${command}?${encodeURIComponent(JSON.stringify(args))}`);
}

/** A range as plain data, for the arguments of a command. */
export interface Target {
  readonly uri: string;
  readonly range: readonly [startLine: number, startColumn: number, endLine: number, endColumn: number];
}

export function targetOf({ uri, range: { start, end } }: Location): Target {
  return { uri: uri.toString(), range: [start.line, start.character, end.line, end.character] };
}

/** The commands that our hovers may run; no other is trusted in them. */
export const HOVER_COMMANDS = [
  'lossInspector.open',
  'lossInspector.explainRule',
  'lossInspector.demonstrateRule',
  'lossInspector.openLesson',
  'lossInspector.reveal',
] as const;

export function trusted(markdown: MarkdownString): MarkdownString {
  markdown.isTrusted = { enabledCommands: HOVER_COMMANDS };
  markdown.supportThemeIcons = true;
  markdown.supportHtml = true;
  return markdown;
}

/** A Markdown link that leads to a place, in a notebook's cell too. */
export function placeLink(location: Location): string {
  const name = location.uri.path.slice(location.uri.path.lastIndexOf('/') + 1);
  const label = `${escapeMarkdown(name)}:${location.range.start.line + 1}`;
  return `[${label}](${commandUri('lossInspector.reveal', targetOf(location))})`;
}

/** Text that Markdown and HTML leave as it is, also inside a table. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_{}[\]()#+!|~]/g, '\\$&')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** A message of the analysis as Markdown: what stands in backticks is code, the rest is text. */
export function messageMarkdown(message: string): string {
  return message
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : escapeMarkdown(part)))
    .join('');
}
