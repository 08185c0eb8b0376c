import { lineEnd, stringEnd } from './lines.ts';

/** The longest string that is taken for a name. */
const maxName = 60;
const isName = /^(['"])[\w.]+\1$/;

/** The letters before a string that interpolates. */
const interpolating = /(?:^|\W)(?:[fFtT][rR]?|[rR][fFtT])$/;

/** Goes through the comments and strings of a text: `visit` gets the offsets of each one's start and end. */
export function scanProse(text: string, visit: (start: number, end: number) => void): void {
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i);
    const end = char === 35 ? lineEnd(text, i) : char === 34 || char === 39 ? stringEnd(text, i, char) : -1;
    if (end < 0) continue;
    visit(i, end);
    i = end - 1;
  }
}

/** A text without comments and strings, but for strings that may be a name and those that interpolate. */
export function withoutProse(text: string): string {
  let code = '';
  let from = 0;
  scanProse(text, (start, end) => {
    if (!isComment(text, start) && speaks(text, start, end)) return;
    code += `${text.slice(from, start)} `;
    from = end;
  });
  return code + text.slice(from);
}

/** Whether a comment begins at an offset that `scanProse` gave. */
export const isComment = (text: string, start: number): boolean => text.charCodeAt(start) === 35;

const speaks = (text: string, start: number, end: number): boolean =>
  interpolating.test(text.slice(Math.max(0, start - 3), start)) ||
  (end - start <= maxName && isName.test(text.slice(start, end)));
