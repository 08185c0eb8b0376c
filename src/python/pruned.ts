import { isComment, scanProse } from './prose.ts';

/**
 * A text without what Python's grammar does not look into: lines that are nothing but a comment, and the insides of strings
 * that do not interpolate. They are a third of the text of a well-documented library and a sixth of what it costs a parser;
 * what a string says is read off the whole text.
 */
export class Pruned {
  readonly text: string;
  /** For each offset in `text`, how many characters are left out before it or at it; null when none are. */
  readonly #leftOut: Int32Array | null;

  constructor(whole: string) {
    const parts = leftOutOf(whole);
    let text = '';
    let from = 0;
    for (const [start, end] of parts) {
      text += whole.slice(from, start);
      from = end;
    }
    this.text = text + whole.slice(from);
    this.#leftOut = parts.length === 0 ? null : shifts(parts, this.text.length);
  }

  /** Moves the offsets of nodes, four numbers each with start and end in the middle, to where they are in the whole text. */
  restore(nodes: Int32Array): void {
    const leftOut = this.#leftOut;
    if (leftOut === null) return;
    for (let i = 1; i < nodes.length; i += 4) {
      const start = nodes[i] as number;
      const end = nodes[i + 1] as number;
      nodes[i] = start + (leftOut[start] as number);
      // What is left out behind a node is not in it.
      nodes[i + 1] = end + (leftOut[end > start ? end - 1 : end] as number);
    }
  }
}

type Part = readonly [start: number, end: number];

function shifts(parts: readonly Part[], length: number): Int32Array {
  const found = new Int32Array(length + 1);
  let before = 0;
  for (const [i, [start, end]] of parts.entries()) {
    const from = start - before;
    before += end - start;
    found.fill(before, from, (parts[i + 1]?.[0] ?? Number.POSITIVE_INFINITY) - before);
  }
  return found;
}

/** What to leave out of a text, in its order. What looks like a comment in a string, or behind a backslash, is none. */
function leftOutOf(text: string): Part[] {
  const found: Part[] = [];
  let last = 0;
  let surely = true;
  scanProse(text, (start, end) => {
    if (isComment(text, start)) addCommentLine(found, text, start, end, last);
    else if (interpolates(text, start)) surely &&= isWhole(text.slice(start, end));
    else if (surely) addInside(found, text, start, end);
    last = end;
  });
  return found;
}

function addCommentLine(found: Part[], text: string, start: number, end: number, last: number): void {
  const line = text.lastIndexOf('\n', start - 1) + 1;
  const goesOn = last < line - 1 && text.charCodeAt(line - 2) === backslash;
  if (!goesOn && text.slice(line, start).trim() === '') found.push([line, Math.min(end + 1, text.length)]);
}

const backslash = 92;

function addInside(found: Part[], text: string, start: number, end: number): void {
  const quote = text.charCodeAt(start);
  const isTriple = text.charCodeAt(start + 1) === quote && text.charCodeAt(start + 2) === quote;
  const quotes = isTriple && end - start >= 6 ? 3 : 1;
  const inner = end - quotes;
  if (inner <= start + quotes || text.charCodeAt(inner - 1) === backslash) return;
  for (let i = inner; i < end; i++) if (text.charCodeAt(i) !== quote) return;
  found.push([start + quotes, inner]);
}

/** Whether an `f` or a `t` is among the letters before a quote. */
function interpolates(text: string, quote: number): boolean {
  for (let i = quote - 1; i >= 0 && i >= quote - 2; i--) {
    const letter = text.charCodeAt(i) | 32;
    if (letter === 102 || letter === 116) return true;
    if (letter < 97 || letter > 122) return false;
  }
  return false;
}

/** False for a part of a string: its quotes may stand again inside its braces, and what is a string then is not sure. */
const isWhole = (text: string): boolean => text.split('{').length === text.split('}').length;
