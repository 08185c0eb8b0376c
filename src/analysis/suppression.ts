/** Rule ids named by a comment; null stands for all. */
type Ignored = ReadonlySet<string> | null;

/** What the suppression comments of one text ask for. */
export interface Suppressions {
  /** True when a finding of `rule` that starts at `offset` is to be dropped. */
  covers(rule: string, offset: number): boolean;
}

const comment = /#\s*loss-inspector:\s*(ignore(?:-file)?)(?:\[([\w\-,\s]*)\])?/g;

/**
 * Reads `# loss-inspector: ignore[rule-id, …]` (that line; alone on a line, the next line too) and
 * `# loss-inspector: ignore-file[…]` (the whole text). Without a list every rule is meant.
 */
export function readSuppressions(text: string): Suppressions {
  if (!text.includes('loss-inspector:')) return none;
  const lines: { start: number; end: number; rules: Ignored }[] = [];
  for (const match of text.matchAll(comment)) {
    const rules = match[2] === undefined ? null : new Set(match[2].split(',').map((id) => id.trim()));
    lines.push({ ...extent(text, match.index, match[1] === 'ignore-file'), rules });
  }
  return {
    covers: (rule, offset) =>
      lines.some(({ start, end, rules }) => offset >= start && offset <= end && (rules?.has(rule) ?? true)),
  };
}

const none: Suppressions = { covers: () => false };

function extent(text: string, at: number, wholeFile: boolean): { start: number; end: number } {
  if (wholeFile) return { start: 0, end: text.length };
  const start = text.lastIndexOf('\n', at) + 1;
  const end = lineEnd(text, at);
  const alone = text.slice(start, at).trim() === '';
  return { start, end: alone ? lineEnd(text, end + 1) : end };
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
