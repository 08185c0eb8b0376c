/** One line of a text, without its line break. */
export interface Line {
  readonly text: string;
  readonly start: number;
  /** The offset of the next line. */
  readonly next: number;
}

/** The line that `offset` lies in, from its beginning. */
export function lineAt(text: string, offset: number): Line {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return lineFrom(text, start);
}

/** The rest of a line from `start`. */
export function lineFrom(text: string, start: number): Line {
  const lineBreak = text.indexOf('\n', start);
  const end = lineBreak < 0 ? text.length : lineBreak;
  return { text: text.slice(start, end).replace(/\r$/, ''), start, next: lineBreak < 0 ? end : end + 1 };
}

export const isBlank = (line: Line): boolean => line.text.trim() === '';

/** A line that only rules off others: `----  ----`, `====`. */
export const isRule = (line: Line): boolean =>
  /^\s*(?:-{2,}|={2,})(?:\s+(?:-{2,}|={2,}))*\s*$/.test(line.text);

/** A cell of a table and where it stands in the whole text. */
export interface Cell {
  readonly text: string;
  readonly start: number;
}

const quotes = /^(["'])(.*)\1$/;

const unquote = (text: string): string => text.replace(quotes, '$2').trim();

/** The cells between `separator`s; blanks around a cell and quotes are no part of it. */
export function splitCells(line: Line, separator: string): Cell[] {
  const cells: Cell[] = [];
  let from = 0;
  for (let i = 0, quote = ''; i <= line.text.length; i++) {
    const char = line.text[i];
    if (quote !== '' && char !== undefined) {
      if (char === quote) quote = '';
    } else if (char === '"') quote = char;
    else if (char === separator || char === undefined) {
      const raw = line.text.slice(from, i);
      cells.push({
        text: unquote(raw.trim()),
        start: line.start + from + (raw.length - raw.trimStart().length),
      });
      from = i + 1;
    }
  }
  return cells;
}

/** The words between blanks. */
export function splitWords(line: Line): Cell[] {
  return [...line.text.matchAll(/\S+/g)].map((match) => ({
    text: unquote(match[0]),
    start: line.start + match.index,
  }));
}
