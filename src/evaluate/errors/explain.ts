import { losses } from '../../core/losses/index.ts';
import type { ErrorExample } from './catalogue/entry.ts';
import { messages } from './catalogue/messages.ts';

/** One message found in a text, explained. */
export interface Explanation {
  /** Its number in the catalogue. */
  readonly id: number;
  /** The library's words as they stand in the text. */
  readonly message: string;
  /** Where they stand. */
  readonly start: number;
  readonly end: number;
  /** The losses it can be about, by their functional names: those named in the text, else all that say so. */
  readonly losses: readonly string[];
  /** The argument it is about. */
  readonly argument: string | null;
  readonly cause: string;
  readonly cure: string;
  readonly example: ErrorExample | null;
}

const functionName = (api: string): string => api.slice(api.lastIndexOf('.') + 1);

/** The losses that a traceback mentions: `F.cross_entropy(`, `criterion = nn.CrossEntropyLoss()`. */
function mentioned(text: string): ReadonlySet<string> {
  const found = losses.filter(({ id, apis }) =>
    [id, ...apis.map(({ name }) => functionName(name))].some((name) =>
      new RegExp(`(?<!\\w)${name}\\b`).test(text),
    ),
  );
  return new Set(found.map(({ id }) => id));
}

/**
 * Explains every library message in a text (an error, a traceback, a log): which argument of which loss it is about, why,
 * and what to change. Empty when none is known.
 */
export function explainError(text: string): readonly Explanation[] {
  const named = mentioned(text);
  const found: Explanation[] = [];
  for (const [id, { pattern, losses: about, argument, cause, cure, example }] of messages.entries()) {
    const match = pattern.exec(text);
    if (!match) continue;
    const [start, end] = [match.index, match.index + match[0].length];
    if (found.some((other) => start < other.end && end > other.start)) continue;
    const narrowed = about.filter((loss) => named.has(loss));
    found.push({
      id,
      message: match[0],
      start,
      end,
      losses: narrowed.length > 0 ? narrowed : about,
      argument,
      cause: cause(match),
      cure: cure(match),
      example,
    });
  }
  return found.sort((a, b) => a.start - b.start);
}
