import type { Cell } from '../ui/grid/types.ts';

/** The cells of one row, by column. */
export type RowCells = (column: number) => Cell;

/** Rows of cells that were described before and are still true. */
export class CellCache {
  #context = '';
  readonly #rows = new Map<number, { readonly version: number; readonly cells: RowCells }>();

  /**
   * @param context all that the cells depend on besides the row itself; another one empties the cache
   * @param version changes when the row does
   */
  row(row: number, version: number, context: string, describe: () => RowCells): RowCells {
    if (context !== this.#context) this.#rows.clear();
    this.#context = context;
    const known = this.#rows.get(row);
    if (known?.version === version) return known.cells;
    const cells = memo(describe());
    this.#rows.set(row, { version, cells });
    return cells;
  }
}

function memo(describe: RowCells): RowCells {
  const known = new Map<number, Cell>();
  return (column) => {
    const found = known.get(column) ?? describe(column);
    known.set(column, found);
    return found;
  };
}
