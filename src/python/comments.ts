import { isComment, scanProse } from './prose.ts';

/** Lines that are nothing but a comment: where each begins, and where the next line does; in the order of the text. */
type CommentLine = readonly [start: number, end: number];

const anyCommentLine = /^[ \t]*#/m;

/** A text without its comment lines: what they cost a parser is a tenth of its time, and they mean nothing to Python. */
export class Uncommented {
  readonly text: string;
  /** Offsets in `text` at which lines are left out, and how many characters are left out up to and at each. */
  readonly #at: number[] = [];
  readonly #lengths: number[] = [];

  constructor(whole: string) {
    let text = '';
    let from = 0;
    let length = 0;
    for (const [start, end] of anyCommentLine.test(whole) ? commentLines(whole) : []) {
      text += whole.slice(from, start);
      from = end;
      length += end - start;
      this.#at.push(text.length);
      this.#lengths.push(length);
    }
    this.text = text + whole.slice(from);
  }

  /** Moves the offsets of nodes, four numbers each with start and end in the middle, to where they are in the whole text. */
  restore(nodes: Int32Array): void {
    if (this.#at.length === 0) return;
    for (let i = 1; i < nodes.length; i += 4) {
      const start = nodes[i] ?? 0;
      const end = nodes[i + 1] ?? 0;
      nodes[i] = start + this.#before(start + 1);
      // Lines left out behind a node are not in it.
      nodes[i + 1] = end + this.#before(end > start ? end : end + 1);
    }
  }

  /** How many characters are left out before an offset of the text. */
  #before(offset: number): number {
    let [low, high] = [0, this.#at.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#at[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return this.#lengths[low - 1] ?? 0;
  }
}

/** The comment lines of a text; what looks like one in a string or behind a backslash is none. */
function commentLines(text: string): CommentLine[] {
  const found: CommentLine[] = [];
  let last = 0;
  scanProse(text, (start, end) => {
    if (isComment(text, start)) {
      const line = text.lastIndexOf('\n', start - 1) + 1;
      const goesOn = last < line - 1 && text.charAt(line - 2) === '\\';
      const isAlone = text.slice(line, start).trim() === '';
      if (isAlone && !goesOn) found.push([line, Math.min(end + 1, text.length)]);
    }
    last = end;
  });
  return found;
}
