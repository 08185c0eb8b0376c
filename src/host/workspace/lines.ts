import { Position, Range } from 'vscode';
import { lineAt, lineStarts } from '../../cli/lint/positions.ts';

/** Offsets of one text as the editor's positions and back. */
export class Lines {
  readonly #starts: readonly number[];
  readonly #length: number;

  constructor(text: string) {
    this.#starts = lineStarts(text);
    this.#length = text.length;
  }

  positionAt(offset: number): Position {
    const inside = Math.max(0, Math.min(offset, this.#length));
    const line = lineAt(this.#starts, inside);
    return new Position(line, inside - (this.#starts[line] ?? 0));
  }

  range(start: number, end: number): Range {
    return new Range(this.positionAt(start), this.positionAt(end));
  }
}
