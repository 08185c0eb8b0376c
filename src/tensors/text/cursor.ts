import { fail } from '../../result.ts';
import type { TextError } from '../literal.ts';

/** A position in a text. The only mutable thing while parsing; made anew for every text. */
export interface Cursor {
  readonly text: string;
  pos: number;
}

// Spaces of every kind (no-break, thin, zero-width) arrive with text copied from web pages.
const blank = /[\s\u200b\ufeff]*/y;
const blankOrComment = /(?:[\s\u200b\ufeff]|#[^\n]*|\/\/[^\n]*|\\(?=\r?\n))*/y;

/** The match of a sticky pattern at the cursor, consumed; undefined when there is none. */
export function take(cursor: Cursor, sticky: RegExp): RegExpExecArray | undefined {
  sticky.lastIndex = cursor.pos;
  const match = sticky.exec(cursor.text);
  if (!match) return undefined;
  cursor.pos = sticky.lastIndex;
  return match;
}

/** The match of a sticky pattern at the cursor, not consumed. */
export function peek(cursor: Cursor, sticky: RegExp): RegExpExecArray | undefined {
  sticky.lastIndex = cursor.pos;
  return sticky.exec(cursor.text) ?? undefined;
}

export function takeChar(cursor: Cursor, char: string): boolean {
  if (!cursor.text.startsWith(char, cursor.pos)) return false;
  cursor.pos += char.length;
  return true;
}

export function skipBlank(cursor: Cursor): void {
  take(cursor, blank);
}

/** Skips blanks, `# …` and `// …` comments and line continuations. */
export function skipTrivia(cursor: Cursor): void {
  take(cursor, blankOrComment);
}

export const atEnd = (cursor: Cursor): boolean => cursor.pos >= cursor.text.length;

export function errorAt(message: string, start: number, end: number = start + 1) {
  return fail<TextError>({ message, start, end });
}

const word = /[^\s,;()[\]{}]+|[\s\S]/y;

/** What stands at `pos`, short enough to quote in a message. */
export function quoteAt(text: string, pos: number): string {
  if (pos >= text.length) return 'the end of the text';
  const found = peek({ text, pos }, word)?.[0] ?? '';
  return `'${found.length > 24 ? `${found.slice(0, 24)}…` : found}'`;
}

/** 1-based line and column of an offset, for messages. */
export function lineColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}
