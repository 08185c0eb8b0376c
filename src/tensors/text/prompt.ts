import { type Cursor, peek, take } from './cursor.ts';

const output = /Out\[\d+\]:\s*/y;
const input = /(?:>>>|In \[\d+\]:|julia>|\.\.\.(?= ))[ \t]*/y;
const shown = /(?:print\(\s*)?([A-Za-z_][\w.]*)(?:\s*\))?[ \t]*(?=\r?\n)/y;
const assignment = /[A-Za-z_][\w.]*\s*=(?!=)/y;
const restOfLine = /[^\n]*\n?/y;

/**
 * Consumes an interpreter's prompt. Returns the name that a session shows (`>>> x`), undefined where a tensor follows
 * at once, and 'skipped' where the prompt's line holds nothing to read.
 */
export function takePrompt(cursor: Cursor): string | undefined {
  if (take(cursor, output) || !take(cursor, input)) return undefined;
  const name = take(cursor, shown)?.[1];
  if (name !== undefined) {
    take(cursor, /\s*/y);
    return name;
  }
  if (peek(cursor, assignment)) return undefined;
  take(cursor, restOfLine);
  return 'skipped';
}
