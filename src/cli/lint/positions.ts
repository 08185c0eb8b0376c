import type { Location } from '../../analysis/finding.ts';
import type { SourceFile } from '../../analysis/project.ts';

/** A range as people and tools count: lines and UTF-16 columns from 1, the end exclusive. */
export interface Place {
  /** Relative to the working folder, `/`-separated. */
  readonly file: string;
  /** 0-based over all cells of a notebook; null in a Python file. */
  readonly cell: number | null;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** The line in the file on disk, for tools that show a notebook as the JSON it is; elsewhere the same as `line`. */
  readonly diskLine: number;
}

/** The texts that locations speak of. */
export interface Texts {
  readonly source: (path: string) => SourceFile | undefined;
  /** Relative to the working folder. */
  readonly displayPath: (path: string) => string;
  /** By cell of a notebook, the line on disk of each of its lines. */
  readonly diskLines: (path: string) => ReadonlyMap<number, readonly number[]>;
}

/** The offsets at which lines start; `\r\n`, `\n` and a lone `\r` end a line, as Python reads them. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
  return starts;
}

/** The 0-based line that holds an offset. */
export function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Remembers what a function gave for each key. */
function memoised<T>(compute: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const value = known.get(key) ?? compute(key);
    known.set(key, value);
    return value;
  };
}

/** Turns offsets into places; the lines of a text are counted once, when the first place in it is asked for. */
export function createPlacer(texts: Texts): (location: Location) => Place {
  const starts = memoised((path) => {
    const cells = texts.source(path)?.cells ?? [];
    return new Map(cells.map(({ index, text }) => [index, lineStarts(text)]));
  });
  const diskLines = memoised(texts.diskLines);
  return ({ file, cell, start, end }) => {
    const own = starts(file).get(cell) ?? [0];
    const [line, endLine] = [lineAt(own, start), lineAt(own, end)];
    return {
      file: texts.displayPath(file),
      cell,
      line: line + 1,
      column: start - (own[line] ?? 0) + 1,
      endLine: endLine + 1,
      endColumn: end - (own[endLine] ?? 0) + 1,
      diskLine: cell === null ? line + 1 : (diskLines(file).get(cell)?.[line] ?? 1),
    };
  };
}
