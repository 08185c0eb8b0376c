import { Location, type Range, type Uri } from 'vscode';
import type { Location as SourceLocation } from '../../analysis/finding.ts';
import { Lines } from './lines.ts';
import { uriAt } from './place.ts';
import type { Source } from './source.ts';

/** Where a place in a source is for the editor. */
export interface Spot {
  readonly uri: Uri;
  readonly range: Range;
  /** The cell, where it belongs to a notebook that is not open and so has no documents of its own. */
  readonly closedCell: number | null;
}

/** Turns the analysis' locations into the editor's, in every file of one project; each text's lines are counted once. */
export class Locator {
  readonly #root: Uri;
  readonly #sourceAt: (path: string) => Source | undefined;
  readonly #lines = new Map<string, Lines>();

  constructor(root: Uri, sourceAt: (path: string) => Source | undefined) {
    this.#root = root;
    this.#sourceAt = sourceAt;
  }

  spot({ file, cell, start, end }: SourceLocation): Spot {
    const source = this.#sourceAt(file);
    const range = this.#linesOf(file, cell).range(start, end);
    const fileUri = source?.uri ?? uriAt({ root: this.#root, path: file });
    if (cell === null) return { uri: fileUri, range, closedCell: null };
    const uri = source?.cells.get(cell);
    return uri ? { uri, range, closedCell: null } : { uri: fileUri, range, closedCell: cell };
  }

  /** As a link target; in a notebook that is not open, the notebook itself. */
  location(location: SourceLocation): Location {
    const { uri, range, closedCell } = this.spot(location);
    return new Location(uri, closedCell === null ? range : START);
  }

  #linesOf(file: string, cell: number | null): Lines {
    const key = `${cell ?? ''}\0${file}`;
    const known = this.#lines.get(key);
    if (known) return known;
    const text = this.#sourceAt(file)?.file.cells.find(({ index }) => index === cell)?.text ?? '';
    const lines = new Lines(text);
    this.#lines.set(key, lines);
    return lines;
  }
}

/** A notebook's raw text is no place to point into: its start stands for the whole. */
export const START = new Lines('').range(0, 0);
