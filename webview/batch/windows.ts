import type { BatchQuery, BatchWindow } from '../../src/protocol.ts';
import type { HostClient } from '../host/client.ts';
import { restOf } from './query.ts';

/** Rows and columns of a tile: a little more than a narrow window shows. */
const height = 16;
const width = 16;
/** Tiles that are kept: some windows' worth around the one in sight. */
const most = 160;
/** Questions that are under way at a time. */
const atOnce = 6;

/** The values of one cell as they arrive from the holder. */
export interface TileCell {
  readonly value: number;
  readonly probability: number | null;
  /** Of the summed elements. */
  readonly gradient: number | null;
  /** The row's class or the cell's own value. */
  readonly target: number | null;
  readonly ignored: boolean;
}

interface Tile {
  readonly window: BatchWindow;
  /** The latest of which it is known to be true. */
  query: BatchQuery;
  readonly columns: number;
}

const keyOf = (row: number, column: number): string =>
  `${Math.floor(row / height)},${Math.floor(column / width)}`;

/** The cells of a table that are in sight, and some beside them. What is out of date is shown until it is replaced. */
export class Windows {
  readonly #tiles = new Map<string, Tile>();
  readonly #wanted = new Map<string, { readonly row: number; readonly column: number }>();
  readonly #asked = new Set<string>();
  #query: BatchQuery | undefined;
  #handle = '';
  #version = 0;
  #scheduled = false;

  constructor(
    private readonly host: HostClient,
    private readonly changed: () => void,
  ) {}

  /** Changes whenever a cell may. */
  get version(): number {
    return this.#version;
  }

  /** Says of what the cells are; another tensor empties the table. */
  use(query: BatchQuery): void {
    const handle = `${query.batch.prediction.handle} ${query.batch.target?.handle}`;
    if (handle !== this.#handle) this.#tiles.clear();
    if (query !== this.#query) this.#version++;
    this.#handle = handle;
    this.#query = query;
  }

  /** A cell, or undefined until it has arrived. */
  cell(row: number, column: number): TileCell | undefined {
    const key = keyOf(row, column);
    const tile = this.#tiles.get(key);
    if (!tile || !this.#holds(tile, row)) this.#want(key, row, column);
    if (!tile) return undefined;
    const { values, probabilities, gradient, target, ignored } = tile.window;
    const i = row % height;
    const at = i * tile.columns + (column % width);
    return {
      value: values[at] ?? Number.NaN,
      probability: probabilities?.[at] ?? null,
      gradient: gradient?.[at] ?? null,
      target:
        (target && (target.length === values.length && tile.columns > 1 ? target[at] : target[i])) ?? null,
      ignored: ignored[i] === 1,
    };
  }

  /** Whether nothing has changed in the rows of a tile since it was read. */
  #holds(tile: Tile, row: number): boolean {
    const query = this.#query;
    if (!query || tile.query === query) return true;
    if (restOf(tile.query) !== restOf(query)) return false;
    const [before, after] = [tile.query.batch.changes, query.batch.changes];
    const first = row - (row % height);
    for (let r = first; r < first + height; r++)
      if (before.prediction[r] !== after.prediction[r] || before.target[r] !== after.target[r]) return false;
    tile.query = query;
    return true;
  }

  #want(key: string, row: number, column: number): void {
    this.#wanted.set(key, { row: row - (row % height), column: column - (column % width) });
    if (this.#scheduled) return;
    this.#scheduled = true;
    requestAnimationFrame(() => this.#ask());
  }

  /** What was wanted before but is out of sight by now is not asked for. */
  #ask(): void {
    this.#scheduled = false;
    const query = this.#query;
    for (const [key, place] of this.#wanted) {
      if (!query || this.#asked.size >= atOnce) break;
      if (!this.#asked.has(key)) void this.#fetch(query, key, place);
    }
    this.#wanted.clear();
  }

  async #fetch(query: BatchQuery, key: string, place: { row: number; column: number }): Promise<void> {
    this.#asked.add(key);
    try {
      const area = { ...place, rows: height, columns: width };
      const window = await this.host.request('batchWindow', { query, area });
      if (query.batch.prediction.handle === this.#query?.batch.prediction.handle)
        this.#put(key, query, window);
    } catch {
      // The summary of the same query says what is wrong.
    } finally {
      this.#asked.delete(key);
      this.#version++;
      this.changed();
    }
  }

  #put(key: string, query: BatchQuery, window: BatchWindow): void {
    const rows = window.ignored.length;
    this.#tiles.delete(key);
    this.#tiles.set(key, { window, query, columns: rows === 0 ? 0 : window.values.length / rows });
    const [oldest] = this.#tiles.keys();
    if (this.#tiles.size > most && oldest !== undefined) this.#tiles.delete(oldest);
  }
}
