import { lineEnd, stringEnd } from './lines.ts';

/** The longest string that is taken for a name. */
const maxName = 60;
const isName = /^(['"])[\w.]+\1$/;

/** The letters before a string that interpolates. */
const interpolating = /(?:^|\W)(?:[fFtT][rR]?|[rR][fFtT])$/;

/** A text without comments and strings, but for strings that may be a name and those that interpolate. */
export function withoutProse(text: string): string {
  let code = '';
  let from = 0;
  for (let i = 0; i < text.length; ) {
    const char = text.charCodeAt(i);
    const end = char === 35 ? lineEnd(text, i) : char === 34 || char === 39 ? stringEnd(text, i, char) : -1;
    if (end < 0) {
      i++;
      continue;
    }
    if (char === 35 || !speaks(text, i, end)) {
      code += `${text.slice(from, i)} `;
      from = end;
    }
    i = end;
  }
  return code + text.slice(from);
}

const speaks = (text: string, start: number, end: number): boolean =>
  interpolating.test(text.slice(Math.max(0, start - 3), start)) ||
  (end - start <= maxName && isName.test(text.slice(start, end)));
