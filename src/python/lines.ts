const newline = 10;
const hash = 35;
const backslash = 92;
const doubleQuote = 34;
const singleQuote = 39;

/** A statement keyword that cannot stand inside brackets: an unclosed bracket before it ends here. */
const recovers = /(?:def|class|import|while|with|try|return|raise|assert)\b|@\w|from\s+[\w.]+\s+import\b/y;

/**
 * Offsets of the lines that begin a logical line: those not inside a string, brackets or after a backslash. A linear
 * scan without a parser. An unclosed bracket or quote loses at most the lines up to the next definition or line end.
 */
export function logicalLineStarts(text: string): number[] {
  const starts = [0];
  scanLogicalLines(text, 0, (start) => {
    starts.push(start);
    return true;
  });
  return starts;
}

/**
 * Goes through the logical lines after the one that begins at `from`. `visit` gets each one's offset and says whether to
 * go on. What is found from a logical line's start on does not depend on the text before it.
 */
export function scanLogicalLines(text: string, from: number, visit: (start: number) => boolean): void {
  let depth = 0;
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === newline) {
      if (depth > 0 && recoversAt(text, i + 1)) depth = 0;
      if (depth === 0 && !visit(i + 1)) return;
    } else if (code === doubleQuote || code === singleQuote) i = stringEnd(text, i, code) - 1;
    else if (code === hash) i = lineEnd(text, i) - 1;
    else if (code === backslash) i = afterBackslash(text, i);
    else if (code === 40 || code === 91 || code === 123) depth++;
    else if ((code === 41 || code === 93 || code === 125) && depth > 0) depth--;
  }
}

function recoversAt(text: string, at: number): boolean {
  recovers.lastIndex = at;
  return recovers.test(text);
}

/** The offset of the end of the line that `from` is in. */
export function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** A backslash takes the line break after it along. */
function afterBackslash(text: string, at: number): number {
  return text.charCodeAt(at + 1) === 13 && text.charCodeAt(at + 2) === newline ? at + 2 : at + 1;
}

/** The offset just after the string whose quote is at `at`; an unclosed one ends with its line, or the text. */
export function stringEnd(text: string, at: number, quote: number): number {
  const triple = text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote;
  for (let i = at + (triple ? 3 : 1); i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === backslash) i++;
    else if (!triple && code === newline) return i;
    else if (
      code === quote &&
      (!triple || (text.charCodeAt(i + 1) === quote && text.charCodeAt(i + 2) === quote))
    )
      return triple ? i + 3 : i + 1;
  }
  return text.length;
}
